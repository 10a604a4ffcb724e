package org.platebook.model.felis;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The levels of a schema: which tables have a row for the same thing and so share their key, and
 * which of them is the first, the one that has the row of each. Views have no level of their own.
 *
 * <p>Where no table of a schema states a level, levels follow from keys, if they leave no doubt:
 * the tables in which the number of an exposure, a visit or a detector of these is unique are of
 * one level, and the one of them that refers to no other is its first.
 */
public final class Levels {

    /** What a table has rows for, by its number; the one that it has first counts. */
    private static final Map<ColumnRole, Level> OF_NUMBER = ofNumber();

    private final Schema schema;
    private final Map<String, Table> firsts = new LinkedHashMap<>();
    private final Map<String, String> levels = new LinkedHashMap<>();

    private Levels(Schema schema) {
        this.schema = schema;
    }

    private static Map<ColumnRole, Level> ofNumber() {
        var levels = new LinkedHashMap<ColumnRole, Level>();
        levels.put(ColumnRole.CCDVISIT_ID, Level.VISIT_DETECTOR);
        levels.put(ColumnRole.VISIT_ID, Level.VISIT);
        levels.put(ColumnRole.CCDEXPOSURE_ID, Level.EXPOSURE_DETECTOR);
        levels.put(ColumnRole.EXPOSURE_ID, Level.EXPOSURE);
        return Collections.unmodifiableMap(levels);
    }

    /** The levels of a schema. */
    public static Levels of(Schema schema) {
        var made = new Levels(schema);
        var stored = schema.tables().stream().filter(table -> !table.isView()).toList();
        if (stored.stream().allMatch(table -> table.notes().level() == null)) {
            made.derive(stored);
        } else {
            made.state(stored);
        }
        return made;
    }

    private void state(List<Table> stored) {
        for (var table : stored) {
            var level = table.notes().level();
            if (level != null) {
                levels.put(table.name(), level);
                if (table.notes().isFirst() || !firsts.containsKey(level)) {
                    firsts.put(level, table);
                }
            }
        }
    }

    private void derive(List<Table> stored) {
        var numbered = new LinkedHashMap<Level, List<Table>>();
        for (var table : stored) {
            numberOf(table)
                    .ifPresent(
                            role ->
                                    numbered.computeIfAbsent(
                                                    OF_NUMBER.get(role), _ -> new ArrayList<>())
                                            .add(table));
        }
        numbered.forEach(
                (level, tables) -> {
                    var firsts =
                            tables.stream().filter(table -> !refersToOther(table, tables)).toList();
                    if (firsts.size() == 1) {
                        derived(level, firsts.getFirst(), stored);
                    }
                });
    }

    private void derived(Level level, Table first, List<Table> stored) {
        firsts.put(level.word(), first);
        levels.put(first.name(), level.word());
        stored.stream()
                .filter(table -> refersToOther(table, List.of(first)))
                .filter(table -> numberIn(table).map(OF_NUMBER::get).equals(Optional.of(level)))
                .filter(
                        table ->
                                Set.copyOf(table.primaryKey())
                                        .equals(Set.copyOf(first.primaryKey())))
                .forEach(table -> levels.put(table.name(), level.word()));
    }

    /** The first of these numbers that a table has. */
    private static Optional<ColumnRole> numberIn(Table table) {
        return OF_NUMBER.keySet().stream()
                .filter(role -> table.column(role).isPresent())
                .findFirst();
    }

    /** The first of these numbers that a table has, where it is unique. */
    private static Optional<ColumnRole> numberOf(Table table) {
        return numberIn(table).filter(role -> isUnique(table, List.of(table.name(role))));
    }

    private static boolean isUnique(Table table, List<String> columns) {
        return table.primaryKey().equals(columns)
                || table.constraints().stream()
                        .anyMatch(
                                one ->
                                        one instanceof Constraint.Unique unique
                                                && unique.columns().equals(columns));
    }

    private static boolean refersToOther(Table table, List<Table> tables) {
        return table.constraints().stream()
                .anyMatch(
                        one ->
                                one instanceof Constraint.ForeignKey key
                                        && !key.targetTable().equals(table.name())
                                        && tables.stream()
                                                .anyMatch(
                                                        other ->
                                                                other.name()
                                                                        .equals(
                                                                                key
                                                                                        .targetTable())));
    }

    /** The words of all levels, in the order of the file. */
    public List<String> all() {
        return List.copyOf(firsts.keySet());
    }

    /** The level of a table of the schema; empty where it has none. */
    public Optional<String> of(Table table) {
        return Optional.ofNullable(levels.get(table.name()));
    }

    /** Whether a table is of a level. */
    public boolean isOf(Table table, Level level) {
        return level.word().equals(levels.get(table.name()));
    }

    /** Whether a table is the first of its level. */
    public boolean isFirst(Table table) {
        return of(table)
                .map(firsts::get)
                .filter(one -> one.name().equals(table.name()))
                .isPresent();
    }

    /** The first table of a level; empty where the schema has none. */
    public Optional<Table> find(Level level) {
        return first(level.word());
    }

    /** The first table of a level, whatever the level; empty where the schema has none. */
    public Optional<Table> first(String level) {
        return Optional.ofNullable(firsts.get(level));
    }

    /**
     * The first table of a level.
     *
     * @throws Refused schema.level where the schema has none
     */
    public Table first(Level level) {
        return find(level)
                .orElseThrow(
                        () ->
                                new Refused(
                                        FelisCode.SCHEMA_LEVEL,
                                        "schema %s has no table of the level %s"
                                                .formatted(schema.name(), level.word())));
    }

    /** The first of the tables of a level that a source fills; empty where it fills none. */
    public Optional<Table> filledBy(String source, Level level) {
        return schema.tables().stream()
                .filter(table -> isOf(table, level) && source.equals(table.notes().source()))
                .findFirst();
    }
}
