package org.platebook.http.watch;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Tokens;
import org.platebook.store.database.Database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Tells who wrote what, over HTTP or by a command, and who was turned away. */
public final class AuditTrail {

    private static final String ENTRIES =
            """
            select a.ended_at as at, a.caller, a.client, a.request_id, a.method, a.path, a.status, a.reason, a.times,
                (
                    select json_object_agg(w.name, w.records)::text
                    from (
                        select j.schema_name || '.' || j.table_name as name, sum(j.record_count) as records
                        from platebook.journal j
                        where j.request_id = a.request_id
                          and j.written_at between a.began_at - interval '1 minute'
                              and a.ended_at + interval '1 minute'
                        group by 1
                        order by 1
                    ) as w
                ) as tables
            from platebook.audit a
            where a.ended_at >= :since
              and (cast(:caller as text) is null or a.caller = :caller)
            union all
            select max(w.written_at), w.on_behalf_of, null, w.request_id, 'write', w.source, null, null, 1,
                json_object_agg(w.name, w.records)::text
            from (
                select j.on_behalf_of, j.request_id, j.source, max(j.written_at) as written_at,
                    j.schema_name || '.' || j.table_name as name, sum(j.record_count) as records
                from platebook.journal j
                where j.written_at >= :since
                  and (cast(:caller as text) is null or j.on_behalf_of = :caller)
                  and not exists (select from platebook.audit a where a.request_id = j.request_id)
                group by j.on_behalf_of, j.request_id, j.source, name
            ) as w
            group by w.on_behalf_of, w.request_id, w.source
            union all
            select coalesce(q.discarded_at, q.replayed_at), q.settled_by, null, q.request_id,
                case when q.discarded_at is null then 'replay' else 'discard' end,
                q.schema_name || '.' || q.table_name || ' ' || q.record_id, null,
                coalesce(q.settled_why, 'without ' || array_to_string(q.left_out, ', ')), 1, null
            from platebook.quarantine q
            where q.settled_by is not null
              and coalesce(q.discarded_at, q.replayed_at) >= :since
              and (cast(:caller as text) is null or q.settled_by = :caller)
            order by at
            """;

    private static final int AT_ONCE = 500;

    private final Database database;

    public AuditTrail(Database database) {
        this.database = database;
    }

    /**
     * Tells what happened since a moment, oldest first.
     *
     * @param caller as in "token:rapid-analysis"; null for everybody
     */
    public void tell(Instant since, @Nullable String caller, Consumer<Audit.Entry> hearer) {
        database.own(
                handle -> {
                    try (var entries =
                            handle
                                    .createQuery(ENTRIES)
                                    .bind("since", since.atOffset(ZoneOffset.UTC))
                                    .bind("caller", caller)
                                    .setFetchSize(AT_ONCE)
                                    .map((row, _) -> entry(row))
                                    .stream()) {
                        entries.forEach(hearer);
                    }
                    return true;
                });
    }

    private static Audit.Entry entry(ResultSet row) throws SQLException {
        return new Audit.Entry(
                Tokens.moment(row, "at"),
                row.getString("caller"),
                text(row, "client"),
                row.getString("request_id"),
                row.getString("method"),
                row.getString("path"),
                row.getObject("status", Integer.class),
                text(row, "reason"),
                row.getInt("times"),
                text(row, "tables"));
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }
}
