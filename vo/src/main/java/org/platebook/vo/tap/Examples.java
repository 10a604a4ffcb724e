package org.platebook.vo.tap;

import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueColumn;
import org.platebook.vo.catalogue.CatalogueTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.xml.stream.XMLStreamException;

/**
 * Example queries on the tables that a caller sees, as DALI's examples (1.1, 2.3; TAP 1.1, 2.4).
 */
final class Examples {

    private static final String VOCABULARY = "http://www.ivoa.net/rdf/examples#";

    private static final String KNOWN_FROM = "known_from";

    /** POINT says its frame, which ADQL 2.1 ignores and validators of 2.0 want. */
    private static final String COVERS = "CONTAINS(POINT('ICRS', 6.4, -29.5), s_region) = 1";

    private static final String AWAY =
            "DISTANCE(POINT('ICRS', s_ra, s_dec), POINT('ICRS', 6.4, -29.5))";

    private static final List<Template> TEMPLATES =
            List.of(
                    new Template(
                            "nights",
                            "Exposures of each night",
                            "exposure",
                            Set.of("day_obs"),
                            "SELECT day_obs, COUNT(*) AS exposures FROM %s GROUP BY day_obs ORDER BY day_obs"),
                    new Template(
                            "bands",
                            "Exposures and hours in each band",
                            "exposure",
                            Set.of("band", "exp_time"),
                            "SELECT band, COUNT(*) AS exposures, SUM(exp_time) / 3600 AS hours FROM %s GROUP BY band ORDER BY band"),
                    new Template(
                            "covering",
                            "Detector images that cover a position",
                            "ccdvisit1",
                            Set.of("visit_id", "detector", "s_region"),
                            "SELECT TOP 100 visit_id, detector FROM %s WHERE " + COVERS),
                    new Template(
                            "near",
                            "Exposures within two degrees of a position, the nearest first",
                            "exposure",
                            Set.of("exposure_id", "s_ra", "s_dec"),
                            "SELECT TOP 100 exposure_id, s_ra, s_dec, "
                                    + AWAY
                                    + " AS separation FROM %s WHERE "
                                    + AWAY
                                    + " < 2 ORDER BY separation"),
                    new Template(
                            "conditions",
                            "The sky above each visit",
                            "visit1_wide",
                            Set.of("visit_id", "airmass", "moon_separation", "sun_altitude"),
                            "SELECT TOP 100 visit_id, airmass, moon_separation, sun_altitude FROM %s ORDER BY visit_id"),
                    new Template(
                            "problems",
                            "What was wrong with headers",
                            "intake_problem",
                            Set.of("field", "action_taken"),
                            "SELECT field, action_taken, COUNT(*) AS times FROM %s GROUP BY field, action_taken"),
                    new Template(
                            "versions",
                            "What became known of exposures last",
                            "exposure",
                            Set.of("exposure_id", KNOWN_FROM, "known_source"),
                            "SELECT TOP 100 exposure_id, known_from, known_source FROM %s ORDER BY known_from DESC"));

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

    /** Those of the templates whose tables and columns the caller sees, for each schema. */
    private static List<Example> examples(Catalogue catalogue) {
        var examples = new ArrayList<Example>();
        examples.add(
                new Example(
                        "tables",
                        "All tables and what they hold",
                        "tap_schema.tables",
                        "SELECT table_name, description FROM tap_schema.tables"));
        for (var schema : catalogue.schemas()) {
            for (var template : TEMPLATES) {
                schema.tables().stream()
                        .filter(template::fits)
                        .findFirst()
                        .ifPresent(table -> examples.add(template.of(table)));
            }
        }
        return examples;
    }

    /**
     * A question to a table of some name that has some columns.
     *
     * @param query with the table's name for %s
     */
    private record Template(
            String id, String name, String table, Set<String> columns, String query) {

        /** Tables of versions are asked by questions about versions alone. */
        boolean fits(CatalogueTable candidate) {
            var names =
                    candidate.columns().stream()
                            .map(CatalogueColumn::name)
                            .collect(Collectors.toSet());
            return candidate.name().equals(table)
                    && names.containsAll(columns)
                    && names.contains(KNOWN_FROM) == columns.contains(KNOWN_FROM);
        }

        Example of(CatalogueTable found) {
            return new Example(
                    id + "-" + found.schema(),
                    name + ", in " + found.schema(),
                    found.qualifiedName(),
                    query.formatted(found.qualifiedName()));
        }
    }
}
