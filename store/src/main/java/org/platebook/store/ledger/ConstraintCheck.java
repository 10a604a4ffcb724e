package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.journal.Batch;
import org.platebook.store.shape.TableShape;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds every Record of a batch that a constraint of its table refuses, once it is known that one
 * does: PostgreSQL itself tells of the first only.
 */
final class ConstraintCheck {

    private static final String CONSTRAINTS =
            """
            select c.contype, c.conname,
                pg_get_expr(c.conbin, c.conrelid) as expression,
                (select array_agg(pg_get_indexdef(c.conindid, k.place::int, false) order by k.place)
                    from unnest(c.conexclop) with ordinality as k(operator, place)) as expressions,
                (select array_agg(o.oprname::text order by k.place)
                    from unnest(c.conexclop) with ordinality as k(operator, place)
                    join pg_operator o on o.oid = k.operator) as operators,
                (select array_agg(a.attname order by k.place)
                    from unnest(c.conkey) with ordinality as k(number, place)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns,
                n.nspname as target_schema, t.relname as target_table,
                (select array_agg(a.attname order by k.place)
                    from unnest(c.confkey) with ordinality as k(number, place)
                    join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number) as target_columns
            from pg_constraint c
            left join pg_class t on t.oid = c.confrelid
            left join pg_namespace n on n.oid = t.relnamespace
            where c.conrelid = cast(? as regclass)
              and c.contype in ('c', 'f', 'u', 'x')
              and c.conparentid = 0
            order by c.conname
            """;

    /** What a constraint demands: SQL that finds the rows that break it, and the rule. */
    private record Demand(List<String> columns, String breaks, Rule rule) {}

    private final Connection connection;
    private final Batch batch;
    private final String staging;

    /**
     * @param staging the table that holds the Records, in SQL
     */
    ConstraintCheck(Connection connection, Batch batch, String staging) {
        this.connection = connection;
        this.batch = batch;
        this.staging = staging;
    }

    void check(RecordProblems problems) {
        Map<UUID, TableRecord> records = new HashMap<>();
        batch.records().forEach(record -> records.put(record.id(), record));
        for (var demand : demands()) {
            if (demand.columns().stream().noneMatch(batch.columnNames()::contains)) {
                continue;
            }
            for (var id : broken(demand)) {
                var record = records.get(id);
                if (record != null) {
                    problems.add(
                            record,
                            RecordProblems.words(batch.key(record)),
                            demand.columns(),
                            value(record, demand.columns()),
                            demand.rule());
                }
            }
        }
    }

    private static @Nullable Value value(TableRecord record, List<String> columns) {
        return columns.size() == 1 ? record.values().get(columns.getFirst()) : null;
    }

    private List<Demand> demands() {
        try (var statement = connection.prepareStatement(CONSTRAINTS)) {
            statement.setString(1, batch.shape().sqlName());
            var demands = new ArrayList<Demand>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    demands.add(demand(row));
                }
            }
            return demands;
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private Demand demand(ResultSet row) throws SQLException {
        var columns = names(row.getArray("columns"));
        return switch (row.getString("contype")) {
            case "c" ->
                    new Demand(
                            columns,
                            "not (%s)".formatted(row.getString("expression")),
                            new Rule(
                                    Kind.CONDITION,
                                    "must fulfil %s: %s"
                                            .formatted(
                                                    row.getString("conname"),
                                                    row.getString("expression"))));
            case "f" -> parent(row, columns);
            case "x" -> apart(row);
            default -> unique(columns);
        };
    }

    private static Demand parent(ResultSet row, List<String> columns) throws SQLException {
        var target =
                HistoryNames.quoted(row.getString("target_schema"))
                        + "."
                        + HistoryNames.quoted(row.getString("target_table"));
        return new Demand(
                columns,
                "%s and not exists (select from %s p where %s)"
                        .formatted(
                                allThere(columns),
                                target,
                                equal("p", names(row.getArray("target_columns")), columns)),
                new Rule(
                        Kind.PARENT,
                        "there is no such row of %s.%s"
                                .formatted(
                                        row.getString("target_schema"),
                                        row.getString("target_table"))));
    }

    /** The expressions of an exclusion constraint, of this row and of another one. */
    private Demand apart(ResultSet row) throws SQLException {
        var expressions = names(row.getArray("expressions"));
        var operators = names(row.getArray("operators"));
        var others = new ArrayList<String>();
        var meets = new ArrayList<String>();
        for (int i = 0; i < expressions.size(); i++) {
            others.add("(%s) as e%s".formatted(expressions.get(i), i));
            meets.add("m.e%s %s o.e%s".formatted(i, operators.get(i), i));
        }
        var key = batch.shape().key();
        var columns = String.join(", ", others);
        return new Demand(
                key,
                """
                exists (
                    select from (select r.*) r0, lateral (select %1$s from (select r0.*) x) m,
                        (select %2$s, %1$s from %3$s) o
                    where %4$s and not (%5$s))
                """
                        .formatted(
                                columns,
                                TableShape.list(key),
                                batch.shape().sqlName(),
                                String.join(" and ", meets),
                                equal("o", key, key)),
                new Rule(
                        Kind.OVERLAP,
                        "another row holds for part of the same range (%s)"
                                .formatted(row.getString("conname"))));
    }

    private Demand unique(List<String> columns) {
        var key = batch.shape().key();
        return new Demand(
                columns,
                """
                %s and (
                    exists (select from %s o where %s and not (%s))
                    or (select count(*) from %s s where %s) > 1)
                """
                        .formatted(
                                allThere(columns),
                                batch.shape().sqlName(),
                                equal("o", columns, columns),
                                equal("o", key, key),
                                staging,
                                equal("s", columns, columns)),
                new Rule(Kind.UNIQUE, "another row has the same"));
    }

    private static String allThere(List<String> columns) {
        return columns.stream()
                .map(column -> "r." + HistoryNames.quoted(column) + " is not null")
                .collect(Collectors.joining(" and "));
    }

    private static String equal(String alias, List<String> its, List<String> ours) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < its.size(); i++) {
            pairs.add(
                    "%s.%s = r.%s"
                            .formatted(
                                    alias,
                                    HistoryNames.quoted(its.get(i)),
                                    HistoryNames.quoted(ours.get(i))));
        }
        return String.join(" and ", pairs);
    }

    private static List<String> names(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** Each row as it would become: what the Records name, and what is stored of the rest. */
    private List<UUID> broken(Demand demand) {
        var named = batch.columnNames();
        var row =
                batch.shape().everyColumn().stream()
                        .map(HistoryNames::quoted)
                        .map(
                                column ->
                                        named.stream()
                                                        .map(HistoryNames::quoted)
                                                        .toList()
                                                        .contains(column)
                                                ? "s." + column
                                                : "t." + column)
                        .collect(Collectors.joining(", "));
        var sql =
                """
                select r._record_id
                from (
                    select s._record_id, %s from %s s left join %s t on %s
                ) r
                where %s
                """
                        .formatted(
                                row,
                                staging,
                                batch.shape().sqlName(),
                                batch.shape().match("s"),
                                demand.breaks());
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var ids = new ArrayList<UUID>();
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
            return ids;
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }
}
