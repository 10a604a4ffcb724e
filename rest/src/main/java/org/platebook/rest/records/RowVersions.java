package org.platebook.rest.records;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.record.Value;
import org.platebook.rest.camera.Row;
import org.platebook.rest.route.RestCode;
import org.platebook.store.database.Reader;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.sql.SqlText;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads one row: as it is, as it was at a moment, or every version of it. */
final class RowVersions {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private RowVersions() {}

    /**
     * One version of a row.
     *
     * @param version the Record that made it; null where the ledger did not
     * @param knownFrom since when it is known so
     * @param knownUntil until when it was; null while it is
     * @param source who said so
     * @param values the columns that the caller may see
     */
    record Version(
            @Nullable String version,
            Instant knownFrom,
            @Nullable Instant knownUntil,
            @Nullable String source,
            JsonNode values) {}

    /** All versions of a row. */
    record Versions(String table, List<Version> versions) {}

    /** One row. */
    record Row(
            String table,
            @Nullable String version,
            Instant knownFrom,
            @Nullable String source,
            JsonNode values) {}

    /**
     * The row as it is, or was at a moment.
     *
     * @param asOf null for the present
     * @throws Missing rest.row when it is not there, or not for the caller
     */
    static Row row(Reader reader, RowAddress address, @Nullable Instant asOf) {
        if (asOf == null) {
            var now = present(reader, address);
            return row(address, now);
        }
        return versions(reader, address).versions().stream()
                .filter(version -> !version.knownFrom().isAfter(asOf))
                .filter(
                        version ->
                                version.knownUntil() == null || asOf.isBefore(version.knownUntil()))
                .findFirst()
                .map(version -> row(address, version))
                .orElseThrow(() -> none(address));
    }

    private static Row row(RowAddress address, Version version) {
        return new Row(
                address.table().name().toString(),
                version.version(),
                version.knownFrom(),
                version.source(),
                version.values());
    }

    private static Version present(Reader reader, RowAddress address) {
        var name = address.table().name();
        var sql =
                "select _record_id::text as version, _known_from as known_from, null::timestamptz as known_until, _source as source, %s from %s.%s t where %s"
                        .formatted(
                                values(reader, address),
                                SqlText.quoted(name.schema()),
                                SqlText.quoted(name.table()),
                                key(address));
        return read(reader, address, sql).stream().findFirst().orElseThrow(() -> none(address));
    }

    /**
     * Every version of a row that was ever known, the oldest first.
     *
     * @throws Missing rest.row when there was never one, or none for the caller
     */
    static Versions versions(Reader reader, RowAddress address) {
        var name = HistoryNames.versions(address.table().name());
        var sql =
                "select known_record::text as version, known_from, known_until, known_source as source, %s from %s.%s t where %s order by known_from"
                        .formatted(
                                values(reader, address),
                                SqlText.quoted(name.schema()),
                                SqlText.quoted(name.table()),
                                key(address));
        var versions = read(reader, address, sql);
        if (versions.isEmpty()) {
            throw none(address);
        }
        return new Versions(address.table().name().toString(), versions);
    }

    private static Missing none(RowAddress address) {
        return new Missing(RestCode.ROW, "there is no row " + address);
    }

    private static String values(Reader reader, RowAddress address) {
        var columns =
                address.table().columnsFor(reader.role()).stream()
                        .map(column -> "t." + SqlText.quoted(column.name()))
                        .collect(Collectors.joining(", "));
        if (columns.isEmpty()) {
            throw none(address);
        }
        return "(select to_json(one) from (select %s) one)::text as said".formatted(columns);
    }

    private static String key(RowAddress address) {
        return address.key().entrySet().stream()
                .map(
                        part ->
                                "t.%s = %s"
                                        .formatted(
                                                SqlText.quoted(part.getKey()),
                                                asked(address, part)))
                .collect(Collectors.joining(" and "));
    }

    /** The value that is asked for, as the column's type has it. */
    private static String asked(RowAddress address, Map.Entry<String, Value> part) {
        var parameter = ":" + parameter(address, part.getKey());
        return switch (part.getValue()) {
            case Value.Whole _, Value.Text _, Value.Flag _ -> parameter;
            default ->
                    "cast(%s as %s)"
                            .formatted(
                                    parameter,
                                    PostgresType.of(
                                            address.table()
                                                    .table()
                                                    .column(part.getKey())
                                                    .orElseThrow()));
        };
    }

    private static String parameter(RowAddress address, String column) {
        return "key" + address.table().key().indexOf(column);
    }

    private static List<Version> read(Reader reader, RowAddress address, String sql) {
        return reader.read(
                handle -> {
                    var query = handle.createQuery(sql);
                    address.key()
                            .forEach(
                                    (column, value) -> {
                                        var parameter = parameter(address, column);
                                        switch (value) {
                                            case Value.Whole(long whole) ->
                                                    query.bind(parameter, whole);
                                            case Value.Flag(boolean flag) ->
                                                    query.bind(parameter, flag);
                                            default ->
                                                    query.bind(
                                                            parameter,
                                                            ValueNode.of(value).asString());
                                        }
                                    });
                    return query.map((row, _) -> version(row)).list();
                });
    }

    private static Version version(ResultSet row) throws SQLException {
        var until = row.getObject("known_until", OffsetDateTime.class);
        return new Version(
                row.getString("version"),
                row.getObject("known_from", OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                until == null ? null : until.toInstant(),
                row.getString("source"),
                MAPPER.readTree(row.getString("said")));
    }
}
