package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.qualified;
import static org.platebook.store.sql.SqlText.quoted;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.RowRule;
import org.platebook.model.felis.RowRules;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets each role see those rows of a table that it may, by row-level security (PostgreSQL 18
 * manual, section 5.9).
 *
 * <p>Conditions of users that could tell of a hidden row, by an error say, are checked after these
 * policies. What finds rows on the sky by an index would be among them, and the index useless;
 * these few functions cannot fail on what a column holds, since each value passed them when it was
 * indexed, and are declared leakproof where the login may do that (as a superuser, which it is in
 * an embedded database).
 */
final class RowPolicies {

    private static final String STAFF_SEES = "true";
    private static final String NOBODY_SEES = "false";

    /** The observing day that is now; it turns over at noon UTC. */
    private static final String LAST_DAY =
            """
            %s <= (select to_char((now() at time zone 'UTC' - interval '12 hours')::date - %s, 'YYYYMMDD')::integer)\
            """;

    private static final String RELEASED = "%s <= (select now() at time zone 'UTC')";

    private static final String TRUST =
            """
            do $trust$
            declare
                trusted regprocedure;
            begin
                if (select rolsuper from pg_roles where rolname = current_user) then
                    for trusted in
                        select p.oid::regprocedure
                        from pg_proc p
                        where not p.proleakproof
                          and (p.pronamespace = 'sky'::regnamespace
                                  and p.proname in ('bound', 'bound_of_four', 'bound_of_many', 'point')
                              or p.pronamespace = 'public'::regnamespace
                                  and p.proname in ('cube_contains', 'cube_contained', 'cube_overlap'))
                    loop
                        execute format('alter function %s leakproof', trusted);
                    end loop;
                end if;
            end
            $trust$\
            """;

    private RowPolicies() {}

    /**
     * What makes the rules of a schema hold.
     *
     * @param before the schema as it is installed; null where it is not
     */
    static List<String> of(Schema schema, @Nullable Schema before) {
        var statements = new ArrayList<String>();
        for (var table : schema.tables()) {
            var rules = table.notes().rows();
            if (rules != null) {
                statements.addAll(policies(qualified(schema, table), condition(schema, table)));
            } else if (hadRules(before, table)) {
                statements.addAll(none(qualified(schema, table)));
            }
        }
        if (schema.tables().stream().anyMatch(table -> table.notes().rows() != null)) {
            statements.add(TRUST);
        }
        return statements;
    }

    /**
     * The same for the closed versions: they are seen by whom the row is seen today, and those of
     * rows that are withdrawn by the staff alone.
     */
    static List<String> ofHistory(Schema schema) {
        var statements = new ArrayList<String>();
        for (var table : schema.tables()) {
            if (table.notes().rows() == null || table.primaryKey().isEmpty()) {
                continue;
            }
            var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
            var closed = HistoryNames.closed(name);
            var isSeen =
                    "exists (select from %s present where %s)"
                            .formatted(
                                    qualified(schema, table),
                                    table.primaryKey().stream()
                                            .map(
                                                    column ->
                                                            "present.%1$s = %2$s.%1$s"
                                                                    .formatted(
                                                                            quoted(column),
                                                                            quoted(closed.table())))
                                            .collect(Collectors.joining(" and ")));
            statements.addAll(
                    policies(
                            quoted(closed.schema()) + "." + quoted(closed.table()),
                            new Condition(isSeen, isSeen)));
        }
        return statements;
    }

    /** What must hold for a row to be seen. */
    private record Condition(String ofPublic, String ofRights) {}

    private static Condition condition(Schema schema, Table table) {
        return switch (table.notes().rows()) {
            case RowRules.ByRole(var ofPublic, var ofRights) ->
                    new Condition(sql(ofPublic), sql(ofRights));
            case RowRules.As as -> {
                var seen = as(schema, table, as);
                yield new Condition(seen, seen);
            }
            case null -> throw new IllegalArgumentException("a table without rules");
        };
    }

    private static String sql(RowRule rule) {
        return switch (rule) {
            case RowRule.All _ -> "true";
            case RowRule.None _ -> NOBODY_SEES;
            case RowRule.Days(int days, var column) -> LAST_DAY.formatted(quoted(column), days);
            case RowRule.Released(var column) -> RELEASED.formatted(quoted(column));
        };
    }

    private static String as(Schema schema, Table table, RowRules.As as) {
        var other =
                schema.table(as.table())
                        .filter(one -> !one.isView() && one.column(as.column()).isPresent())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                SchemaCode.ROW_RULES,
                                                "table %s: its rows are seen as those of %s by %s, which is not there"
                                                        .formatted(
                                                                table.name(),
                                                                as.table(),
                                                                as.column())));
        var column = other.column(as.column()).orElseThrow();
        if (other.visibilityOf(column).compareTo(table.notes().visibility()) > 0) {
            throw new Refused(
                    SchemaCode.ROW_RULES,
                    "table %s: fewer may see %s.%s, by which its rows are seen, than the table"
                            .formatted(table.name(), other.name(), as.column()));
        }
        return "exists (select from %s seen where seen.%2$s = %3$s.%2$s)"
                .formatted(qualified(schema, other), quoted(as.column()), quoted(table.name()));
    }

    private static List<String> policies(String table, Condition condition) {
        var statements = new ArrayList<String>();
        statements.add("alter table " + table + " enable row level security");
        for (var role : Role.values()) {
            statements.add(drop(table, role));
            var sees =
                    switch (role) {
                        case PUBLIC -> condition.ofPublic();
                        case RIGHTS -> condition.ofRights();
                        case STAFF -> STAFF_SEES;
                    };
            statements.add(
                    "create policy %1$s on %2$s for select to %1$s using (%3$s)"
                            .formatted(role.databaseRole(), table, sees));
        }
        return statements;
    }

    private static List<String> none(String table) {
        var statements = new ArrayList<String>();
        statements.add("alter table " + table + " disable row level security");
        for (var role : Role.values()) {
            statements.add(drop(table, role));
        }
        return statements;
    }

    private static String drop(String table, Role role) {
        return "drop policy if exists %s on %s".formatted(role.databaseRole(), table);
    }

    private static boolean hadRules(@Nullable Schema before, Table table) {
        return Optional.ofNullable(before)
                .flatMap(schema -> schema.table(table.name()))
                .filter(one -> one.notes().rows() != null)
                .isPresent();
    }
}
