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
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The history of a schema, told as a schema: every version of every row of every table. */
final class HistorySchema {

    private static final String VERSION =
            HistoryNames.VERSION_COLUMNS.stream()
                    .map(column -> ", " + SqlText.quoted(column))
                    .collect(Collectors.joining());

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
            statements.addAll(readers(HistoryNames.versions(name), table, VERSION));
            Grants.role(strictest(table))
                    .ifPresent(role -> statements.add(select(HistoryNames.closed(name), "", role)));
        }
        for (var table : shown(schema)) {
            var name = SqlText.stored(schema.name());
            statements.addAll(
                    readers(
                            new TableName(HistoryNames.asOf(name), SqlText.stored(table.name())),
                            table,
                            ""));
        }
        kept(schema).stream()
                .map(HistorySchema::mildest)
                .min(Visibility::compareTo)
                .flatMap(Grants::role)
                .ifPresent(
                        role ->
                                statements.add(
                                        "grant usage on schema %s, %s to %s"
                                                .formatted(history, asOf, role.databaseRole())));
        return statements;
    }

    /**
     * Who may read a view of the past of a table. Where some columns are for fewer, the view reads
     * in its owner's name and each role may read its columns of the view: in the reader's own name
     * it would need all of them. Where rows are for fewer too, only the reader's own name tells
     * which, and whoever may not see a column sees no past.
     *
     * @param own columns that the view has beside those of the table
     */
    private static List<String> readers(TableName view, Table table, String own) {
        if (!isByColumn(table)) {
            var statements = new ArrayList<String>();
            if (table.notes().rows() != null) {
                statements.add(security(view, true));
            }
            Grants.role(strictest(table)).ifPresent(role -> statements.add(select(view, "", role)));
            return statements;
        }
        var statements = new ArrayList<String>();
        statements.add(security(view, false));
        for (var role : Role.values()) {
            var columns =
                    table.columns().stream()
                            .filter(column -> isFor(role, table.visibilityOf(column)))
                            .map(Column::name)
                            .toList();
            if (isFor(role, strictest(table))) {
                statements.add(select(view, "", role));
            } else if (!columns.isEmpty()) {
                var ofVersion = isFor(role, table.notes().visibility()) ? own : "";
                statements.add(
                        select(view, " (" + SqlText.quoted(columns) + ofVersion + ")", role));
            }
        }
        return statements;
    }

    /** Whether each column of the past is for those who may see it in the present. */
    private static boolean isByColumn(Table table) {
        return !table.isView()
                && table.notes().rows() == null
                && strictest(table) != table.notes().visibility();
    }

    private static boolean isFor(Role role, Visibility visibility) {
        return Grants.role(visibility).filter(role::equals).isPresent();
    }

    private static String security(TableName view, boolean ofInvoker) {
        return "alter view %s set (security_invoker = %s)".formatted(quoted(view), ofInvoker);
    }

    private static String select(TableName view, String columns, Role role) {
        return "grant select%s on %s to %s".formatted(columns, quoted(view), role.databaseRole());
    }

    private static String quoted(TableName name) {
        return SqlText.quoted(name.schema()) + "." + SqlText.quoted(name.table());
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

    /** Who may see some of the past of a table. */
    private static Visibility mildest(Table table) {
        return isByColumn(table) ? table.notes().visibility() : strictest(table);
    }

    /** Who may see every column of a table. */
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
        table.columns().forEach(column -> columns.add(ofVersion(table, column)));
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
                        table.notes().source(), table.notes().level(), mildest(table), null, "-"));
    }

    private static Column ofVersion(Table table, Column column) {
        return column.draft()
                .nullable(true)
                .value(null)
                .autoincrement(false)
                .columnIndex(null)
                .visibility(isByColumn(table) ? column.visibility() : null)
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
