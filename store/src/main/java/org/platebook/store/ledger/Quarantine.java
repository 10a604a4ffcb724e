package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.store.database.Database;
import org.platebook.store.journal.RecordJson;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Where Records stay that could not be applied. */
final class Quarantine {

    /**
     * A Record that stays there.
     *
     * @param since when it was refused first
     */
    record Held(Provenance provenance, TableRecord record, Instant since) {}

    private static final String ADD =
            """
            insert into platebook.quarantine (source, software, on_behalf_of, request_id, record_id,
                schema_name, table_name, record, code, reason)
            values (:source, :software, :user, :request, :record_id, :schema, :table,
                cast(:record as jsonb), :code, :reason)
            on conflict (record_id) do update
            set attempts = quarantine.attempts + 1,
                code = excluded.code,
                reason = excluded.reason
            """;

    private static final String ALL =
            """
            select source, software, on_behalf_of, request_id, record_id, schema_name, table_name,
                record, refused_at
            from platebook.quarantine
            where replayed_at is null and discarded_at is null
            order by quarantine_id
            """;

    private static final String RELEASE =
            """
            update platebook.quarantine
            set replayed_at = now(), left_out = :left_out,
                settled_by = case when cardinality(:left_out) > 0 then :by end
            where record_id = :record_id
            """;

    private static final String DISCARD =
            """
            update platebook.quarantine
            set discarded_at = now(), settled_by = :by, settled_why = :why
            where record_id = :record_id and replayed_at is null and discarded_at is null
            """;

    private Quarantine() {}

    static void add(Database database, Provenance provenance, TableRecord record, Refused refused) {
        database.write(
                handle ->
                        handle.createUpdate(ADD)
                                .bind("source", provenance.source())
                                .bind("software", provenance.software())
                                .bind("user", provenance.user())
                                .bind("request", provenance.requestId())
                                .bind("record_id", record.id())
                                .bind("schema", record.table().schema())
                                .bind("table", record.table().table())
                                .bind("record", RecordJson.write(record.values()))
                                .bind("code", refused.code())
                                .bind("reason", refused.text().replace("\0", ""))
                                .execute());
    }

    static List<Held> all(Database database) {
        return database.write(
                handle ->
                        handle.createQuery(ALL)
                                .map(
                                        (row, _) ->
                                                new Held(
                                                        new Provenance(
                                                                row.getString("source"),
                                                                row.getString("software"),
                                                                row.getString("on_behalf_of"),
                                                                row.getString("request_id")),
                                                        new TableRecord(
                                                                row.getObject(
                                                                        "record_id", UUID.class),
                                                                new TableName(
                                                                        row.getString(
                                                                                "schema_name"),
                                                                        row.getString(
                                                                                "table_name")),
                                                                RecordJson.read(
                                                                        row.getString("record"))),
                                                        row.getObject(
                                                                        "refused_at",
                                                                        OffsetDateTime.class)
                                                                .toInstant()))
                                .list());
    }

    static int release(Handle handle, Held held, List<String> leftOut, String by) {
        return handle.createUpdate(RELEASE)
                .bind("record_id", held.record().id())
                .bindArray("left_out", String.class, leftOut)
                .bind("by", by)
                .execute();
    }

    /** All of them or, where one does not wait here, none. */
    static void discard(Database database, Set<UUID> records, String by, String why) {
        database.write(
                handle -> {
                    for (var id : records) {
                        int found =
                                handle.createUpdate(DISCARD)
                                        .bind("record_id", id)
                                        .bind("by", by)
                                        .bind("why", why)
                                        .execute();
                        if (found == 0) {
                            throw new Missing(
                                    LedgerCode.QUARANTINE_RECORD,
                                    "no record %s waits in the quarantine".formatted(id));
                        }
                    }
                    return records.size();
                });
    }
}
