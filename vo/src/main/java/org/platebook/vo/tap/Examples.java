package org.platebook.vo.tap;

import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.Table;

import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLStreamException;

/**
 * Example queries on the tables that a caller sees, as DALI's examples (1.1, 2.3; TAP 1.1, 2.4).
 */
final class Examples {

    private static final String VOCABULARY = "http://www.ivoa.net/rdf/examples#";

    private Examples() {}

    private record Example(String id, String name, String table, String query) {}

    static String page(Catalogue catalogue) {
        return XmlText.document(
                xml ->
                        xml.element(
                                "html",
                                html -> {
                                    html.attribute("xmlns", "http://www.w3.org/1999/xhtml");
                                    html.element("head", in -> in.element("title", "Examples"));
                                    html.element(
                                            "body",
                                            body -> {
                                                body.attribute("vocab", VOCABULARY);
                                                for (var each : examples(catalogue)) {
                                                    body.element("div", in -> example(in, each));
                                                }
                                            });
                                }));
    }

    private static void example(XmlText xml, Example example) throws XMLStreamException {
        xml.attribute("id", example.id());
        xml.attribute("resource", "#" + example.id());
        xml.attribute("typeof", "example");
        property(xml, "h2", "name", example.name());
        xml.element("p", in -> property(in, "span", "table", example.table()));
        property(xml, "pre", "query", example.query());
    }

    private static void property(XmlText xml, String element, String property, String value)
            throws XMLStreamException {
        xml.element(
                element,
                in -> {
                    in.attribute("property", property);
                    in.text(value);
                });
    }

    private static List<Example> examples(Catalogue catalogue) {
        var examples = new ArrayList<Example>();
        examples.add(
                new Example(
                        "tables",
                        "All tables and what they hold",
                        "tap_schema.tables",
                        "SELECT table_name, description FROM tap_schema.tables"));
        catalogue
                .tables()
                .filter(table -> table.name().equals("exposure"))
                .forEach(table -> examples.add(nights(table)));
        catalogue
                .tables()
                .filter(table -> has(table, "s_region"))
                .forEach(table -> examples.add(covering(table)));
        return examples;
    }

    private static boolean has(Table table, String column) {
        return table.columns().stream().anyMatch(each -> each.name().equals(column));
    }

    private static Example nights(Table table) {
        return new Example(
                "nights-" + table.schema(),
                "Exposures of each night in " + table.schema(),
                table.qualifiedName(),
                "SELECT day_obs, COUNT(*) AS exposures FROM %s GROUP BY day_obs ORDER BY day_obs"
                        .formatted(table.qualifiedName()));
    }

    private static Example covering(Table table) {
        return new Example(
                "covering-" + table.schema() + "-" + table.name(),
                "Rows of " + table.qualifiedName() + " that cover a position",
                table.qualifiedName(),
                "SELECT TOP 100 * FROM %s WHERE CONTAINS(POINT(55.7, -32.3), s_region) = 1"
                        .formatted(table.qualifiedName()));
    }
}
