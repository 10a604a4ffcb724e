package org.platebook.model.felis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.platebook.model.failure.Refused;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class FelisReaderTest {

    /** Line 10 is one column, line 12 a constraint: the tests put wrong things there. */
    private static final String RIGHT =
            """
            name: plates
            description: Plates.
            version: {current: 1.2.0, compatible: [1.1.0]}
            tables:
            - name: plate
              description: One row for each plate.
              primaryKey: "#plate.plate_id"
              columns:
              - {name: plate_id, datatype: long}
              - {name: size, datatype: double, ivoa:unit: cm, ivoa:ucd: phys.size}
              constraints:
              - {name: plate_size, "@type": Check, expression: size > 0}
            """;

    private static final String COLUMN =
            "{name: size, datatype: double, ivoa:unit: cm, ivoa:ucd: phys.size}";
    private static final String CONSTRAINT =
            "{name: plate_size, \"@type\": Check, expression: size > 0}";

    private final FelisReader reader = new FelisReader();

    @Test
    void a_schema_is_read_with_all_that_it_says() {
        var schema = read(RIGHT);
        assertThat(schema.version())
                .isEqualTo(new SchemaVersion("1.2.0", List.of("1.1.0"), List.of()));
        var plate = schema.table("PLATE").orElseThrow();
        assertThat(plate.primaryKey()).containsExactly("plate_id");
        assertThat(plate.column("plate_id").orElseThrow().nullable()).isFalse();
        var size = plate.column("size").orElseThrow();
        assertThat(size.id()).isEqualTo("#plate.size");
        assertThat(size.unit()).isEqualTo("cm");
        assertThat(size.ucd()).isEqualTo("phys.size");
        assertThat(plate.constraints())
                .containsExactly(
                        new Constraint.Check(
                                "plate_size",
                                "#plate_size",
                                null,
                                Constraint.Timing.IMMEDIATE,
                                "size > 0"));
        assertThat(plate.notes().visibility()).isEqualTo(Visibility.STAFF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: size, datatype: duble} | datatype \"duble\" must be one of boolean, byte",
                "{name: size} | datatype is missing",
                "{datatype: int} | name is missing",
                "{name: size, datatype: int, colour: red} | unknown key \"colour\"",
                "{name: plate_id, datatype: int} | column \"plate_id\" is there twice, first at"
                        + " plates.yaml:9",
                "{name: size, \"@id\": \"#plate.plate_id\", datatype: int} | id \"#plate.plate_id\""
                        + " is there twice",
                "{name: 2size, datatype: int} | name \"2size\" must be 1 to 63 letters",
                "{name: size, datatype: string} | length is missing",
                "{name: size, datatype: string, length: 0} | length must be a whole number from 1",
                "{name: size, datatype: double, length: 8} | datatype double has no length",
                "{name: size, datatype: double, precision: 3} | only timestamps have a precision",
                "{name: size, datatype: timestamp, precision: 9} | precision must be a whole number"
                        + " from 0 to 6",
                "{name: size, datatype: int, ivoa:unit: tacos} | unit \"tacos\": unknown symbol",
                "{name: size, datatype: int, ivoa:unit: m, fits:tunit: m} | ivoa:unit or"
                        + " fits:tunit, never both",
                "{name: size, datatype: int, fits:tunit: Furlong} | unit \"Furlong\"",
                "{name: size, datatype: int, ivoa:ucd: phys.siz} | ucd \"phys.siz\": unknown word",
                "{name: size, datatype: int, ivoa:ucd: em.IR} | \"em.IR\" may not come first",
                "{name: size, datatype: int, ivoa:ucd: phys.size;} | \"\" is not a word",
                "{name: size, datatype: int, nullable: maybe} | nullable must be true or false",
                "{name: size, datatype: int, value: many} | default value must fit datatype int",
                "{name: size, datatype: boolean, value: 1} | default value must fit datatype boolean",
                "{name: size, datatype: timestamp, value: noon} | must fit datatype timestamp",
                "{name: size, datatype: text, autoincrement: true} | only whole numbers can be",
                "{name: size, datatype: int, autoincrement: true, value: 1} | has no default",
                "{name: size, datatype: int, tap:principal: 2} | tap:principal must be a whole"
                        + " number from 0 to 1",
                "{name: size, datatype: int, votable:arraysize: many} | votable:arraysize must be",
                "{name: size, datatype: int, votable:datatype: integer} | votable:datatype"
                        + " \"integer\" must be one of",
                "{name: size, datatype: text, postgresql:datatype: 'text; drop table x'} |"
                        + " postgresql:datatype",
                "{name: size, datatype: int, description: 7} | description must be text",
                "{name: size, datatype: int, platebook: {visibility: friends}} | visibility"
                        + " \"friends\" must be one of [public, rights, staff, internal]",
                "{name: size, name: length, datatype: int} | key \"name\" is there twice, first on"
                        + " line 10",
            })
    void a_wrong_column_is_refused_with_its_line(String column, String reason) {
        assertThatThrownBy(() -> read(RIGHT.replace(COLUMN, column)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("plates.yaml:10: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a, \"@type\": Unique, columns: [\"#plate.colour\"]} | no column has the id"
                        + " \"#plate.colour\"",
                "{name: a, \"@type\": Unique, columns: [\"#plate.size\", \"#plate.size\"]} |"
                        + " \"#plate.size\" is there twice",
                "{name: a, \"@type\": Unique} | columns must name at least one column",
                "{name: a, \"@type\": Sorted, columns: [\"#plate.size\"]} | @type \"Sorted\" must be"
                        + " Unique, Check or ForeignKey",
                "{name: a, \"@type\": Check} | expression is missing",
                "{name: a, \"@type\": Check, expression: 1 = 1; drop table x} | no semicolon",
                "{name: a, \"@type\": Check, expression: 1 = 1, initially: DEFERRED} | only a"
                        + " deferrable constraint says initially",
                "{name: a, \"@type\": ForeignKey, columns: [\"#plate.size\"], referencedColumns:"
                        + " [\"#plate.size\", \"#plate.plate_id\"]} | must be equally many",
                "{name: a, \"@type\": ForeignKey, columns: [\"#plate.size\"], referencedColumns:"
                        + " [\"#plate.size\"]} | must be the key of table plate or unique in it",
                "{name: a, \"@type\": ForeignKey, columns: [\"#plate.size\"], referencedColumns:"
                        + " [\"#plate.plate_id\"], on_delete: EXPLODE} | on_delete \"EXPLODE\"",
            })
    void a_wrong_constraint_is_refused_with_its_line(String constraint, String reason) {
        assertThatThrownBy(() -> read(RIGHT.replace(CONSTRAINT, constraint)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("plates.yaml:12: ")
                .hasMessageContaining(reason);
    }

    @Test
    void all_problems_are_told_at_once_in_the_order_of_the_file() {
        var wrong =
                RIGHT.replace(COLUMN, "{name: size, datatype: duble, ivoa:unit: tacos}")
                        .replace("name: plates\n", "name: plates\ncolour: red\n");
        assertThatThrownBy(() -> read(wrong))
                .extracting(Throwable::getMessage)
                .asString()
                .matches(
                        "(?s)plates.yaml:2: unknown key.*\nplates.yaml:11: .*\nplates.yaml:11: .*");
    }

    @Test
    void what_is_not_yaml_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("name: plates\ntables: [\n"))
                .hasMessageContaining("plates.yaml:3: not YAML");
        assertThatThrownBy(() -> read("")).hasMessageContaining("plates.yaml:1: the file is empty");
        assertThatThrownBy(() -> read("- a\n")).hasMessageContaining("a mapping of keys to values");
    }

    @Test
    void merged_and_repeated_mappings_are_understood() {
        var schema =
                read(
                        """
                        name: plates
                        tables:
                        - name: plate
                          columns:
                          - &usual {name: a, datatype: int, ivoa:ucd: meta.number}
                          - <<: *usual
                            name: b
                        """);
        var b = schema.tables().getFirst().column("b").orElseThrow();
        assertThat(b.ucd()).isEqualTo("meta.number");
        assertThat(b.datatype()).isEqualTo(Datatype.INT);
    }

    @Test
    void columns_are_taken_over_from_another_file_and_changed_on_the_way() {
        var files = Map.of("base.yaml", RIGHT);
        var schema =
                reader.read(
                        "plates2.yaml",
                        """
                        name: plates2
                        resources: {base: {uri: base.yaml}}
                        tables:
                        - name: plate
                          columnRefs:
                            base:
                              plate:
                                plate_id:
                                side:
                                  ref_name: size
                                  overrides: {description: Side., tap:principal: 1}
                        """,
                        name -> Optional.ofNullable(files.get(name)));
        var plate = schema.tables().getFirst();
        assertThat(plate.columns().stream().map(Column::name)).containsExactly("plate_id", "side");
        var side = plate.column("side").orElseThrow();
        assertThat(side.id()).isEqualTo("#plate.side");
        assertThat(side.description()).isEqualTo("Side.");
        assertThat(side.principal()).isTrue();
        assertThat(side.unit()).isEqualTo("cm");
    }

    @Test
    void a_circle_of_files_ends() {
        var circle =
                """
                name: circle
                resources: {self: {uri: circle.yaml}}
                tables: [{name: a, columns: [{name: b, datatype: int}]}]
                """;
        assertThatThrownBy(() -> reader.read("circle.yaml", circle, _ -> Optional.of(circle)))
                .hasMessageContaining("circle.yaml:2")
                .hasMessageContaining("too deeply, or in a circle");
    }

    @Test
    void a_part_may_add_to_a_table_and_not_change_it() {
        var head =
                """
                name: plates
                platebook: {parts: [plates.yaml]}
                tables:
                - name: plate
                  %s
                """;
        FelisReader.Library library =
                name ->
                        name.equals("plates.yaml")
                                ? Optional.of(RIGHT.replaceFirst("version.*\n", ""))
                                : Optional.empty();
        var added = head.formatted("columns: [{name: emulsion, datatype: text}]");
        assertThat(reader.read("head.yaml", added, library).tables())
                .singleElement()
                .satisfies(
                        plate ->
                                assertThat(plate.columns().stream().map(Column::name))
                                        .containsExactly("plate_id", "size", "emulsion"));
        var changed = head.formatted("description: Another.");
        assertThatThrownBy(() -> reader.read("head.yaml", changed, library))
                .hasMessageContaining("head.yaml:5: a part may add to a table");
    }

    @Test
    void a_table_is_partitioned_by_a_column_of_its_key_in_one_known_way() {
        assertThatThrownBy(() -> read(partitioned("by: size, every: month")))
                .hasMessageContaining("plates.yaml:8: ")
                .hasMessageContaining("a column of its primary key [plate_id], not by \"size\"");
        assertThatThrownBy(() -> read(partitioned("by: plate_id")))
                .hasMessageContaining("give one of every (day or month), values")
                .hasMessageContaining("not none");
        assertThatThrownBy(() -> read(partitioned("by: plate_id, every: day, hash: 4")))
                .hasMessageContaining("not [every, hash]");
        assertThatThrownBy(() -> read(partitioned("by: plate_id, every: week")))
                .hasMessageContaining("invalid width \"week\": expected day or month");
        assertThatThrownBy(() -> read(partitioned("by: plate_id, values: 0")))
                .hasMessageContaining("values must be a whole number from 1 to 2000000000");
        assertThatThrownBy(() -> read(partitioned("by: plate_id, hash: 1")))
                .hasMessageContaining("hash must be a whole number from 2 to 1000");
        assertThatThrownBy(
                        () ->
                                read(
                                        partitioned("by: plate_id, values: 10")
                                                .replace(
                                                        "plate_id, datatype: long",
                                                        "plate_id, datatype: timestamp")))
                .hasMessageContaining("column plate_id is of type timestamp")
                .hasMessageContaining("partitions by values need one of [short, int, long]");
    }

    @Test
    void each_way_to_partition_a_table_is_written_as_it_is_read() {
        for (var way : List.of("every: day", "every: month", "values: 100000", "hash: 16")) {
            var schema = read(partitioned("by: plate_id, " + way));
            assertThat(read(FelisWriter.annotated(schema))).as(way).isEqualTo(schema);
            assertThat(FelisWriter.annotated(schema)).contains(way);
        }
    }

    private static String partitioned(String how) {
        return RIGHT.replace(
                "  columns:\n", "  platebook: {partition: {%s}}\n  columns:\n".formatted(how));
    }

    @Test
    void a_unique_constraint_of_a_partitioned_table_holds_its_day() {
        var schema =
                """
                name: plates
                tables:
                - name: plate
                  primaryKey: ["#plate.day_obs", "#plate.plate_id"]
                  platebook: {partition: {by: day_obs, every: month}}
                  columns:
                  - {name: day_obs, datatype: int}
                  - {name: plate_id, datatype: int}
                  constraints:
                  - {name: a, "@type": Unique, columns: ["#plate.plate_id"]}
                """;
        assertThatThrownBy(() -> read(schema))
                .hasMessageContaining("plates.yaml:10: ")
                .hasMessageContaining("must hold day_obs");
    }

    private Schema read(String text) {
        return reader.read("plates.yaml", text, FelisReader.Library.NONE);
    }
}
