package org.platebook.store.schema;

import static org.platebook.store.sql.SqlText.qualified;
import static org.platebook.store.sql.SqlText.quoted;

import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.Visibility;
import org.platebook.store.database.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lets each role read what it may see, column by column where a table has columns for fewer. */
final class Grants {

    /** Without them no role could read the versions of a table. */
    private static final String HIDDEN = ", _record_id, _known_from, _source";

    private Grants() {}

    static List<String> of(Schema schema) {
        var statements = new ArrayList<String>();
        var name = quoted(schema.name());
        var roles = new ArrayList<String>();
        for (var role : Role.values()) {
            roles.add(role.databaseRole());
        }
        var all = String.join(", ", roles);
        statements.add("revoke all on schema %s from %s".formatted(name, all));
        statements.add("revoke all on all tables in schema %s from %s".formatted(name, all));
        for (var table : schema.tables()) {
            statements.addAll(of(schema, table));
        }
        schema.tables().stream()
                .map(table -> table.notes().visibility())
                .min(Visibility::compareTo)
                .flatMap(Grants::role)
                .ifPresent(
                        role ->
                                statements.add(
                                        "grant usage on schema %s to %s"
                                                .formatted(name, role.databaseRole())));
        return statements;
    }

    private static List<String> of(Schema schema, Table table) {
        var statements = new ArrayList<String>();
        var isWhole = table.columns().stream().allMatch(column -> column.visibility() == null);
        if (isWhole) {
            role(table.notes().visibility())
                    .ifPresent(role -> statements.add(grant("", schema, table, role)));
            return statements;
        }
        for (var role : Role.values()) {
            var columns =
                    table.columns().stream()
                            .filter(
                                    column ->
                                            role(table.visibilityOf(column))
                                                    .filter(role::equals)
                                                    .isPresent())
                            .map(Column::name)
                            .collect(Collectors.toCollection(ArrayList::new));
            SkyKey.of(table).stream()
                    .filter(key -> role(key.visibility(table)).filter(role::equals).isPresent())
                    .forEach(key -> columns.add(key.column()));
            if (!columns.isEmpty()) {
                var hidden = table.isView() || table.primaryKey().isEmpty() ? "" : HIDDEN;
                statements.add(grant(" (" + quoted(columns) + hidden + ")", schema, table, role));
            }
        }
        return statements;
    }

    private static String grant(String columns, Schema schema, Table table, Role role) {
        return "grant select%s on %s to %s"
                .formatted(columns, qualified(schema, table), role.databaseRole());
    }

    static Optional<Role> role(Visibility visibility) {
        return switch (visibility) {
            case PUBLIC -> Optional.of(Role.PUBLIC);
            case RIGHTS -> Optional.of(Role.RIGHTS);
            case STAFF -> Optional.of(Role.STAFF);
            case INTERNAL -> Optional.empty();
        };
    }
}
