package org.platebook.model.felis;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the keys of a schema must fulfil among each other, once all tables are read. */
final class KeyRules {

    private final List<Table> tables;
    private final Map<String, FileLine> constraintPlaces;
    private final FelisProblems problems;

    KeyRules(List<Table> tables, Map<String, FileLine> constraintPlaces, FelisProblems problems) {
        this.tables = tables;
        this.constraintPlaces = constraintPlaces;
        this.problems = problems;
    }

    void check() {
        for (var table : tables) {
            for (var constraint : table.constraints()) {
                switch (constraint) {
                    case Constraint.Unique unique -> checkHoldsPartition(table, unique);
                    case Constraint.ForeignKey key -> checkPointsToKey(key);
                    case Constraint.Check _ -> {}
                }
            }
        }
    }

    /** PostgreSQL 18 manual, section 5.12.2.3: a unique constraint holds within each partition. */
    private void checkHoldsPartition(Table table, Constraint.Unique unique) {
        var column = table.notes().partitionedBy();
        if (column != null && !unique.columns().contains(column)) {
            problem(
                    unique,
                    "a unique constraint of the partitioned table %s must hold %s"
                            .formatted(table.name(), column));
        }
    }

    private void checkPointsToKey(Constraint.ForeignKey key) {
        var target =
                tables.stream().filter(table -> table.name().equals(key.targetTable())).findFirst();
        if (target.isEmpty() || target.get().isView()) {
            return;
        }
        var columns = new HashSet<>(key.targetColumns());
        var isKey =
                columns.equals(Set.copyOf(target.get().primaryKey()))
                        || target.get().constraints().stream()
                                .anyMatch(
                                        one ->
                                                one instanceof Constraint.Unique unique
                                                        && columns.equals(
                                                                Set.copyOf(unique.columns())));
        if (!isKey) {
            problem(
                    key,
                    "referencedColumns %s must be the key of table %s or unique in it"
                            .formatted(key.targetColumns(), key.targetTable()));
        }
    }

    private void problem(Constraint constraint, String reason) {
        var place = constraintPlaces.get(constraint.name().toLowerCase(Locale.ROOT));
        if (place != null) {
            problems.add(place, reason);
        }
    }
}
