package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.history.Twins;
import org.platebook.store.schema.SchemaPlan.Step;
import org.platebook.store.sql.SqlText;

import java.util.List;
import java.util.stream.Collectors;

/** Sees to it that what is taken away from the present stays in the history. */
final class Kept {

    private static final String CLOSE =
            """
            insert into %1$s (%2$s, _record_id, _source, _ended_source, known)
            select %2$s, _record_id, _source, 'schema', tstzrange(_known_from, cast(:moment as timestamptz))
            from %3$s
            where %4$s and _known_from < cast(:moment as timestamptz)
            """;

    private static final String BEGIN_AGAIN =
            """
            update %s set _known_from = cast(:moment as timestamptz) where %s
            """;

    private final Handle handle;
    private final Schema installed;

    Kept(Handle handle, Schema installed) {
        this.handle = handle;
        this.installed = installed;
    }

    /**
     * Closes the version of every row that loses a value, and clears what stands in the way of the
     * steps.
     */
    void before(List<Step> steps) {
        for (var step : steps) {
            switch (step) {
                case Step.DropColumn(var table, var column) -> close(table, column);
                case Step.Retype(var table, var column, _) -> close(table, column);
                case Step.DropTable(var table) -> close(table, null);
                default -> {}
            }
        }
    }

    private void close(Table described, @Nullable Column column) {
        var table = installed.table(described.name()).orElse(described);
        if (table.isView() || table.primaryKey().isEmpty()) {
            return;
        }
        var name = new TableName(SqlText.stored(installed.name()), SqlText.stored(table.name()));
        var closed = HistoryNames.closed(name);
        var lost = column == null ? "true" : SqlText.quoted(column.name()) + " is not null";
        if (table.notes().partitioning() != null) {
            TablePartitions.ensureAlike(handle, closed, name);
        }
        var moment = moment(SqlText.qualified(installed, table));
        handle.createUpdate(
                        CLOSE.formatted(
                                SqlText.quoted(closed.schema())
                                        + "."
                                        + SqlText.quoted(closed.table()),
                                table.columns().stream()
                                        .map(one -> SqlText.quoted(one.name()))
                                        .collect(Collectors.joining(", ")),
                                SqlText.qualified(installed, table),
                                lost))
                .bind("moment", moment)
                .execute();
        if (column != null) {
            handle.createUpdate(BEGIN_AGAIN.formatted(SqlText.qualified(installed, table), lost))
                    .bind("moment", moment)
                    .execute();
        }
        Twins.release(handle, name);
    }

    /** A moment after all that is known of a table, to which nobody writes from then on. */
    private String moment(String table) {
        handle.execute("lock table %s in share row exclusive mode".formatted(table));
        return handle.createQuery("select clock_timestamp()::text").mapTo(String.class).one();
    }
}
