package org.platebook.vo.table;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.List;

/** The parts of a VOTable that stand around its data (VOTable 1.4; DALI 1.1, 4.4). */
final class VotableHead {

    private VotableHead() {}

    /** Everything up to the table. */
    static String start(@Nullable String query) {
        var head =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
                <RESOURCE type="results">
                <INFO name="QUERY_STATUS" value="OK"/>
                """;
        return query == null
                ? head
                : head + "<INFO name=\"QUERY\" value=\"" + Xml.attribute(query) + "\"/>\n";
    }

    static String fields(List<ResultColumn> fields) {
        var text = new StringBuilder();
        for (var field : fields) {
            field(field, text);
        }
        return text.toString();
    }

    private static void field(ResultColumn field, StringBuilder text) {
        var meaning = field.meaning();
        text.append("<FIELD");
        attribute("name", field.name(), text);
        attribute("datatype", field.type().datatype(), text);
        attribute("arraysize", arraysize(field), text);
        attribute("xtype", xtype(field), text);
        attribute("unit", meaning.unit(), text);
        attribute("ucd", meaning.ucd(), text);
        attribute("utype", meaning.utype(), text);
        if (meaning.description() == null) {
            text.append("/>\n");
        } else {
            text.append("><DESCRIPTION>")
                    .append(Xml.characters(meaning.description()))
                    .append("</DESCRIPTION></FIELD>\n");
        }
    }

    private static void attribute(String name, @Nullable String value, StringBuilder text) {
        if (value != null) {
            text.append(' ').append(name).append("=\"").append(Xml.attribute(value)).append('"');
        }
    }

    /** The declared array size where the type has one; null for a scalar. */
    static @Nullable String arraysize(ResultColumn field) {
        if (field.type().arraysize() == null) {
            return null;
        }
        return field.meaning().arraysize() == null
                ? field.type().arraysize()
                : field.meaning().arraysize();
    }

    /** How many elements a value always has; 0 where that varies. */
    static int fixedSize(ResultColumn field) {
        var arraysize = arraysize(field);
        return arraysize != null && arraysize.matches("[1-9][0-9]{0,7}")
                ? Integer.parseInt(arraysize)
                : 0;
    }

    private static @Nullable String xtype(ResultColumn field) {
        Meaning meaning = field.meaning();
        return meaning.xtype() == null ? field.type().xtype() : meaning.xtype();
    }

    /** What follows the table; the status at the head stays where the table is complete. */
    static String end(Ending ending) {
        var status =
                switch (ending) {
                    case Ending.Complete _ -> "";
                    case Ending.Overflow _ ->
                            "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\">there are more rows"
                                    + " than the limit allows</INFO>\n";
                    case Ending.Broken broken -> error(broken.message());
                };
        return status + "</RESOURCE>\n</VOTABLE>\n";
    }

    static String error(String message) {
        return "<INFO name=\"QUERY_STATUS\" value=\"ERROR\">"
                + Xml.characters(message)
                + "</INFO>\n";
    }
}
