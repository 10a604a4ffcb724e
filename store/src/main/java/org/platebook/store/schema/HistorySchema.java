package org.platebook.store.schema;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.TableNotes;
import org.platebook.model.felis.Visibility;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The history of a schema, told as a schema: every version of every row of every table. */
final class HistorySchema {

    private HistorySchema() {}

    /** The versions of each stored table with a key, as tables that queries can name. */
    static Schema of(Schema schema) {
        var name = HistoryNames.schema(schema.name());
        return new Schema(
                name,
                "#" + name,
                "Every version of every row of %s: what was known, from when to when."
                        .formatted(schema.name()),
                null,
                schema.version(),
                schema.instrument(),
                schema.site(),
                kept(schema).stream().map(HistorySchema::versions).toList());
    }

    /** Lets each role read the history of what it may read. */
    static List<String> grants(Schema schema) {
        var history = SqlText.quoted(HistoryNames.schema(SqlText.stored(schema.name())));
        var asOf = SqlText.quoted(HistoryNames.asOf(SqlText.stored(schema.name())));
        var roles = new ArrayList<String>();
        for (var role : Role.values()) {
            roles.add(role.databaseRole());
        }
        var all = String.join(", ", roles);
        var statements = new ArrayList<String>();
        statements.add("revoke all on schema %s, %s from %s".formatted(history, asOf, all));
        statements.add(
                "revoke all on all tables in schema %s, %s from %s".formatted(history, asOf, all));
        for (var table : kept(schema)) {
            var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
            Grants.role(strictest(table))
                    .ifPresent(
                            role -> {
                                for (var part :
                                        List.of(
                                                HistoryNames.versions(name),
                                                HistoryNames.closed(name))) {
                                    statements.add(select(history, part.table(), role));
                                }
                            });
        }
        for (var table : shown(schema)) {
            Grants.role(strictest(table))
                    .ifPresent(role -> statements.add(select(asOf, table.name(), role)));
        }
        kept(schema).stream()
                .map(HistorySchema::strictest)
                .min(Visibility::compareTo)
                .flatMap(Grants::role)
                .ifPresent(
                        role ->
                                statements.add(
                                        "grant usage on schema %s, %s to %s"
                                                .formatted(history, asOf, role.databaseRole())));
        return statements;
    }

    private static String select(String schema, String table, Role role) {
        return "grant select on %s.%s to %s"
                .formatted(schema, SqlText.quoted(table), role.databaseRole());
    }

    private static List<Table> shown(Schema schema) {
        return schema.tables().stream()
                .filter(table -> table.isView() || !table.primaryKey().isEmpty())
                .toList();
    }

    private static List<Table> kept(Schema schema) {
        return schema.tables().stream()
                .filter(table -> !table.isView() && !table.primaryKey().isEmpty())
                .toList();
    }

    /** A version shows all columns together, so whoever may not see one of them sees none. */
    private static Visibility strictest(Table table) {
        return table.columns().stream()
                .map(table::visibilityOf)
                .reduce(table.notes().visibility(), Visibility::stricter);
    }

    private static Table versions(Table table) {
        var columns = new ArrayList<Column>();
        columns.add(moment("known_from", "time.start", "When this version became known, in UTC."));
        columns.add(
                moment(
                        "known_until",
                        "time.end",
                        "When it ceased to be what is known, in UTC; null while it is."));
        columns.add(text("known_source", Datatype.STRING, null, "The source that said so.", true));
        columns.add(
                text(
                        "known_record",
                        Datatype.STRING,
                        "UUID",
                        "The Record that said so; the journal keeps it whole.",
                        false));
        table.columns().forEach(column -> columns.add(ofVersion(column)));
        return new Table(
                table.name(),
                table.id(),
                "Versions of the rows of %s: %s"
                        .formatted(
                                table.name().toLowerCase(Locale.ROOT),
                                table.description() == null ? "" : table.description()),
                table.utype(),
                table.tableIndex(),
                columns,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TableNotes(
                        table.notes().source(),
                        table.notes().level(),
                        strictest(table),
                        null,
                        "-"));
    }

    private static Column ofVersion(Column column) {
        return column.draft()
                .nullable(true)
                .value(null)
                .autoincrement(false)
                .columnIndex(null)
                .visibility(null)
                .column();
    }

    private static Column moment(String name, String ucd, String description) {
        return Column.of(name, Datatype.TIMESTAMP)
                .ucd(ucd)
                .description(description)
                .principal(true)
                .precision(6)
                .column();
    }

    private static Column text(
            String name,
            Datatype type,
            @Nullable String postgresType,
            String description,
            boolean principal) {
        return Column.of(name, type)
                .length(64)
                .ucd("meta.note")
                .description(description)
                .principal(principal)
                .postgresqlDatatype(postgresType)
                .column();
    }
}
