package org.platebook.vo.tap;

import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.AdqlNames;
import org.platebook.store.sql.SqlText;
import org.platebook.store.wide.WideViews;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueColumn;
import org.platebook.vo.catalogue.CatalogueTable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.stream.XMLStreamException;

/**
 * Example queries on the tables that a caller sees, as DALI's examples (1.1, 2.3; TAP 1.1, 2.4).
 */
final class Examples {

    private static final String VOCABULARY = "http://www.ivoa.net/rdf/examples#";

    private static final String KNOWN_FROM = "known_from";

    private static final AdqlNames ADQL = AdqlNames.load();

    /** POINT says its frame, which ADQL 2.1 ignores and validators of 2.0 want. */
    private static final String COVERS = "CONTAINS(POINT('ICRS', 6.4, -29.5), {s_region}) = 1";

    private static final String AWAY =
            "DISTANCE(POINT('ICRS', {s_ra}, {s_dec}), POINT('ICRS', 6.4, -29.5))";

    private static final List<Template> TEMPLATES =
            List.of(
                    new Template(
                            "nights",
                            "Exposures of each night",
                            Level.EXPOSURE,
                            "SELECT {day_obs}, COUNT(*) AS exposures FROM %s GROUP BY {day_obs} ORDER BY {day_obs}"),
                    new Template(
                            "bands",
                            "Exposures and hours in each band",
                            Level.EXPOSURE,
                            "SELECT {band}, COUNT(*) AS exposures, SUM({exp_time}) / 3600 AS hours FROM %s GROUP BY {band} ORDER BY {band}"),
                    new Template(
                            "covering",
                            "Detector images that cover a position",
                            Level.VISIT_DETECTOR,
                            "SELECT TOP 100 {visit_id}, {detector} FROM %s WHERE " + COVERS),
                    new Template(
                            "near",
                            "Exposures within two degrees of a position, the nearest first",
                            Level.EXPOSURE,
                            "SELECT TOP 100 {exposure_id}, {s_ra}, {s_dec}, "
                                    + AWAY
                                    + " AS separation FROM %s WHERE "
                                    + AWAY
                                    + " < 2 ORDER BY separation"),
                    new Template(
                            "conditions",
                            "The sky above each visit",
                            Level.VISIT,
                            "SELECT TOP 100 {visit_id}, {airmass}, {moon_separation}, {sun_altitude} FROM %s ORDER BY {visit_id}"),
                    new Template(
                            "problems",
                            "What was wrong with headers",
                            Level.EXPOSURE_PROBLEM,
                            "SELECT {field}, {action_taken}, COUNT(*) AS times FROM %s GROUP BY {field}, {action_taken}"),
                    new Template(
                            "versions",
                            "What became known of exposures last",
                            Level.EXPOSURE,
                            "SELECT TOP 100 {exposure_id}, {known_from}, {known_source} FROM %s ORDER BY {known_from} DESC"));

    private Examples() {}

    private record Example(String id, String name, String table, String query) {}

    /**
     * The page of examples.
     *
     * @param described the description of an installed schema by its name, which tells the levels
     *     of its tables
     */
    static String page(Catalogue catalogue, Function<String, Optional<Schema>> described) {
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
                                                for (var each : examples(catalogue, described)) {
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
    private static List<Example> examples(
            Catalogue catalogue, Function<String, Optional<Schema>> described) {
        var examples = new ArrayList<Example>();
        examples.add(
                new Example(
                        "tables",
                        "All tables and what they hold",
                        "tap_schema.tables",
                        "SELECT table_name, description FROM tap_schema.tables"));
        for (var seen : catalogue.schemas()) {
            var schema = described.apply(HistoryNames.present(seen.name()));
            for (var template : TEMPLATES) {
                schema.flatMap(found -> template.of(found, seen.tables())).ifPresent(examples::add);
            }
        }
        return examples;
    }

    /**
     * A question to the first table of a level, or to a wide view of it.
     *
     * @param query with the table's name for %s and columns in braces, by their role or their name
     */
    private record Template(String id, String name, Level level, String query) {

        private static final Pattern COLUMN = Pattern.compile("\\{([a-z_]+)}");

        Optional<Example> of(Schema schema, List<CatalogueTable> seen) {
            var first = schema.levels().find(level);
            return first.stream()
                    .flatMap(
                            table ->
                                    Stream.concat(
                                            first.stream(),
                                            WideViews.of(schema, table.name()).reversed().stream()))
                    .flatMap(table -> of(table, seen).stream())
                    .findFirst();
        }

        private Optional<Example> of(Table described, List<CatalogueTable> seen) {
            var names = named(described);
            return seen.stream()
                    .filter(table -> table.name().equalsIgnoreCase(described.name()))
                    .filter(table -> fits(table, names.values()))
                    .findFirst()
                    .map(table -> of(table, names));
        }

        /** Columns by what the query calls them. */
        private Map<String, String> named(Table described) {
            var names = new HashMap<String, String>();
            COLUMN.matcher(query)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(
                            word ->
                                    names.put(
                                            word,
                                            ColumnRole.named(word)
                                                    .flatMap(described::column)
                                                    .map(column -> SqlText.stored(column.name()))
                                                    .orElse(word)));
            return names;
        }

        /** Tables of versions are asked by questions about versions alone. */
        private static boolean fits(CatalogueTable candidate, Collection<String> columns) {
            var names =
                    candidate.columns().stream()
                            .map(CatalogueColumn::name)
                            .collect(Collectors.toSet());
            return names.containsAll(columns)
                    && names.contains(KNOWN_FROM) == columns.contains(KNOWN_FROM);
        }

        private Example of(CatalogueTable found, Map<String, String> names) {
            var filled =
                    COLUMN.matcher(query)
                            .replaceAll(
                                    place ->
                                            ADQL.of(
                                                    Objects.requireNonNull(
                                                            names.get(place.group(1)))));
            return new Example(
                    id + "-" + found.schema(),
                    name + ", in " + found.schema(),
                    found.qualifiedName(),
                    filled.formatted(found.qualifiedName()));
        }
    }
}
