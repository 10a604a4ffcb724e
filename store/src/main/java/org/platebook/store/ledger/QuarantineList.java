package org.platebook.store.ledger;

import org.platebook.store.database.Database;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Records that wait in the quarantine.
 *
 * @param held how many
 * @param records the first of them, the oldest first
 */
public record QuarantineList(long held, List<Quarantined> records) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final String COUNT =
            "select count(*) from platebook.quarantine where replayed_at is null and discarded_at is null";

    private static final String HELD =
            """
            select record_id::text as record_id, schema_name, table_name, record::text as record, code,
                reason, source, request_id, refused_at, attempts
            from platebook.quarantine
            where replayed_at is null and discarded_at is null
            order by quarantine_id
            limit :limit
            """;

    public QuarantineList {
        records = List.copyOf(records);
    }

    /**
     * One of them.
     *
     * @param values what it wanted to write
     * @param reason what is wrong, in words
     * @param attempts how often it was tried
     */
    public record Quarantined(
            String recordId,
            String table,
            JsonNode values,
            String code,
            String reason,
            String source,
            String request,
            Instant refusedAt,
            int attempts) {

        static Quarantined of(ResultSet row) throws SQLException {
            return new Quarantined(
                    row.getString("record_id"),
                    row.getString("schema_name") + "." + row.getString("table_name"),
                    MAPPER.readTree(row.getString("record")),
                    row.getString("code"),
                    row.getString("reason"),
                    row.getString("source"),
                    row.getString("request_id"),
                    row.getObject("refused_at", OffsetDateTime.class).toInstant(),
                    row.getInt("attempts"));
        }
    }

    /** The first of them, so many at most. */
    public static QuarantineList first(Database database, int limit) {
        return database.own(
                handle ->
                        new QuarantineList(
                                handle.createQuery(COUNT).mapTo(Long.class).one(),
                                handle.createQuery(HELD)
                                        .bind("limit", limit)
                                        .map((row, _) -> Quarantined.of(row))
                                        .list()));
    }
}
