package org.platebook.vo.tap;

import javax.xml.stream.XMLStreamException;

/** What people find who open the service's address in a browser. */
final class FrontPage {

    static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    private FrontPage() {}

    /**
     * The page.
     *
     * @param base the service's own address
     */
    static String page(String base) {
        return XmlText.document(
                xml ->
                        xml.element(
                                "html",
                                html -> {
                                    html.attribute("xmlns", "http://www.w3.org/1999/xhtml");
                                    html.attribute("lang", "en");
                                    html.element("head", FrontPage::head);
                                    html.element("body", body -> body(body, base));
                                }));
    }

    private static void head(XmlText xml) throws XMLStreamException {
        xml.element("title", "Platebook: TAP");
        xml.element(
                "style",
                ":root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }"
                        + " body { max-width: 44em; margin: 3em auto; padding: 0 1em }");
    }

    private static void body(XmlText xml, String base) throws XMLStreamException {
        xml.element("h1", "TAP");
        xml.element(
                "p",
                "This is a TAP 1.1 service of the Virtual Observatory. Give its address, "
                        + base
                        + ", to TOPCAT, pyvo or stilts (there with sync=true), or send queries in"
                        + " ADQL to /sync yourself:");
        xml.element(
                "pre",
                "curl "
                        + base
                        + "/sync -d LANG=ADQL -d FORMAT=text --data-urlencode"
                        + " QUERY=\"SELECT table_name, description FROM tap_schema.tables\"");
        xml.element(
                "ul",
                list -> {
                    link(list, base + "/examples", "queries to begin with");
                    link(list, base + "/tables", "tables and columns");
                    link(list, base + "/capabilities", "what the service can do");
                    link(list, base + "/availability", "whether it is up");
                });
    }

    private static void link(XmlText xml, String to, String text) throws XMLStreamException {
        xml.element(
                "li",
                item ->
                        item.element(
                                "a",
                                a -> {
                                    a.attribute("href", to);
                                    a.text(text);
                                }));
    }
}
