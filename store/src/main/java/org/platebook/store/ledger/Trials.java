package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Role;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.history.Twins;
import org.platebook.store.shape.TableShape;
import org.platebook.store.shape.TableShapes;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the results of trial runs apart: a table of their own beside each one that they would have
 * been written to, {@code <schema>_trial.<table>}, with the kind of the run in front of the key. No
 * view of science looks there.
 */
final class Trials {

    private static final String RUN_KIND = "run_kind";

    private static final String MISSING_COLUMNS =
            """
            select format('add column %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
            from pg_attribute a
            where a.attrelid = cast(:table as regclass) and a.attnum > 0 and not a.attisdropped
              and a.attgenerated = ''
              and not exists (
                select from pg_attribute t
                where t.attrelid = cast(:trial as regclass) and t.attname = a.attname)
            """;

    /** What is told of the table, told of its trial too, for the staff alone. */
    private static final List<String> TELL =
            List.of(
                    """
                    insert into tap_schema.schemas (schema_name, description, visibility)
                    values (:trial_schema, :description, 'staff')
                    on conflict do nothing
                    """,
                    """
                    insert into tap_schema.tables
                        (schema_name, table_name, table_type, utype, description, table_index, visibility)
                    select :trial_schema, :trial_schema || substr(table_name, length(schema_name) + 1), table_type,
                        utype, 'Of trial runs: ' || coalesce(description, ''), table_index, 'staff'
                    from tap_schema.tables where schema_name = :schema and table_name = :schema || '.' || :name
                    on conflict do nothing
                    """,
                    """
                    insert into tap_schema.columns
                        (table_name, column_name, datatype, arraysize, description, indexed, principal, std,
                        column_index, visibility)
                    select :trial_schema || '.' || :name, 'run_kind', 'char', '*', 'The kind of the trial run.', 1, 1, 0,
                        0, 'staff'
                    where exists (select from tap_schema.tables where table_name = :trial_schema || '.' || :name)
                    on conflict do nothing
                    """,
                    """
                    insert into tap_schema.columns
                        (table_name, column_name, datatype, arraysize, xtype, size, description, utype,
                        unit, ucd, indexed, principal, std, column_index, visibility)
                    select :trial_schema || '.' || :name, column_name, datatype, arraysize, xtype, size, description,
                        utype, unit, ucd, 0, principal, std, column_index, 'staff'
                    from tap_schema.columns where table_name = :schema || '.' || :name
                    on conflict do nothing
                    """);

    private final Handle handle;
    private final TableShapes shapes;

    Trials(Handle handle, TableShapes shapes) {
        this.handle = handle;
        this.shapes = shapes;
    }

    /** The Records as those of the tables for trials, which are made where they are not there. */
    List<TableRecord> of(Provenance provenance, List<TableRecord> records) {
        Set<TableName> ready = new HashSet<>();
        return records.stream()
                .map(
                        record -> {
                            if (ready.add(record.table())) {
                                ensure(record.table(), record.values().keySet());
                            }
                            var values = new LinkedHashMap<String, Value>();
                            values.put(RUN_KIND, new Value.Text(provenance.runKind()));
                            values.putAll(record.values());
                            return new TableRecord(record.id(), trial(record.table()), values);
                        })
                .toList();
    }

    static TableName trial(TableName table) {
        return new TableName(HistoryNames.trial(table.schema()), table.table());
    }

    private void ensure(TableName table, Set<String> columns) {
        var shape =
                shapes.find(handle, table)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                LedgerCode.RECORD_INVALID,
                                                "there is no table " + table));
        var known = shapes.find(handle, trial(table));
        if (known.isPresent() && known.get().columns().keySet().containsAll(columns)) {
            return;
        }
        var lock = "select 1 from pg_advisory_xact_lock(hashtextextended('platebook.trial', 0))";
        handle.createQuery(lock).mapTo(Integer.class).one();
        make(shape);
        shapes.reload(handle, trial(table));
    }

    private void make(TableShape shape) {
        var schema = HistoryNames.quoted(trial(shape.name()).schema());
        var trial = schema + "." + HistoryNames.quoted(shape.name().table());
        handle.execute(
                """
                create schema if not exists %1$s;
                create table if not exists %2$s (
                    run_kind text not null,
                    like %3$s including defaults including comments including generated,
                    primary key (run_kind, %4$s))
                """
                        .formatted(schema, trial, shape.sqlName(), TableShape.list(shape.key())));
        var missing =
                handle.createQuery(MISSING_COLUMNS)
                        .bind("table", shape.sqlName())
                        .bind("trial", trial)
                        .mapTo(String.class)
                        .list();
        if (!missing.isEmpty()) {
            handle.execute("alter table %s %s".formatted(trial, String.join(", ", missing)));
        }
        Twins.ensure(handle, trial(shape.name()));
        grant(shape.name(), schema);
        tell(shape.name());
    }

    private void grant(TableName table, String schema) {
        var trial = trial(table);
        var places =
                List.of(
                                schema,
                                HistoryNames.quoted(HistoryNames.schema(trial.schema())),
                                HistoryNames.quoted(HistoryNames.asOf(trial.schema())))
                        .stream()
                        .collect(Collectors.joining(", "));
        var staff = Role.STAFF.databaseRole();
        handle.execute("grant usage on schema %s to %s".formatted(places, staff));
        handle.execute("grant select on all tables in schema %s to %s".formatted(places, staff));
    }

    private void tell(TableName table) {
        for (var statement : TELL) {
            var update = handle.createUpdate(statement);
            update.bind("schema", table.schema())
                    .bind("trial_schema", trial(table).schema())
                    .bind("name", table.table())
                    .bind("description", "Results of trial runs; they are no science.")
                    .execute();
        }
    }
}
