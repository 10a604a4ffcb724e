package org.platebook.store.history;

import static org.platebook.store.history.HistoryNames.quoted;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Reader;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What changed in a table between two moments, value by value: the difference of what was known at
 * one and at the other, whatever was believed between them.
 */
public final class Diff {

    private static final int FETCH_SIZE = 1000;

    private static final String KEY =
            """
            select a.attname
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_index i on i.indrelid = c.oid and i.indisprimary
            join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])
            where n.nspname = :schema
              and c.relname = :table
              and c.relkind in ('r', 'p')
              and exists (
                select from pg_class twin join pg_namespace h on h.oid = twin.relnamespace
                where h.nspname = :history and twin.relname = :closed)
            order by array_position(i.indkey::int2[], a.attnum)
            """;

    private static final String IS_VIEW =
            """
            select exists (
                select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = :schema and c.relname = :table and c.relkind = 'v')
            """;

    /** What differs between a row before ("b") and after ("a"), value by value. */
    private static final String EACH_VALUE =
            """
            join lateral (
                select coalesce(o.key, n.key) as name, o.value as before, n.value as after
                from jsonb_each(b.said) o full join jsonb_each(a.said) n on n.key = o.key
                where a.said is not null
                  and coalesce(o.value, 'null') is distinct from coalesce(n.value, 'null')
                union all
                select null, null, null
                where (a.said is null and b.said is not null)
                   or (b.said is null and jsonb_strip_nulls(a.said) = '{}')
            ) d on true
            """;

    private static final String OF_COLUMNS =
            """
            with touched as (
                select %1$s from %2$s
                where (known_from > :from and known_from <= :to)
                   or (known_until > :from and known_until <= :to)
                group by %1$s
            )
            select %6$s,
                case when a.said is null then 'WITHDRAWN' when b.said is null then 'ADDED' else 'CHANGED' end as change,
                d.name, d.before::text, d.after::text, a.source, a.record::text as record
            from touched k
            left join lateral (
                select %4$s as said from %2$s v
                where %3$s and v.known_from <= :from and (v.known_until is null or v.known_until > :from)
            ) b on true
            left join lateral (
                select %4$s as said, v.known_source as source, v.known_record as record from %2$s v
                where %3$s and v.known_from <= :to and (v.known_until is null or v.known_until > :to)
            ) a on true
            """
                    + EACH_VALUE
                    + "order by %5$s, d.name";

    private final Reader reader;

    /**
     * @param reader in whose name
     */
    public Diff(Reader reader) {
        this.reader = reader;
    }

    /**
     * Tells the differences one by one, in the order of the keys, and within a row in the order of
     * the column names.
     *
     * @param from the earlier moment
     * @param to the later moment
     * @throws Missing history.table when there is no such table with a history
     * @throws Refused history.order when the later moment does not lie after the earlier one
     */
    public void between(TableName table, Instant from, Instant to, Consumer<Difference> told) {
        between(table, null, from, to, told);
    }

    /**
     * Tells the differences of some columns, for readers who may not see the others. The source and
     * Record that took a row away are not told then.
     *
     * @param columns those that are looked at, the key among them; null for all of the table
     * @throws Missing history.table when there is no such table with a history
     * @throws Refused history.order when the later moment does not lie after the earlier one
     */
    public void between(
            TableName table,
            @Nullable List<String> columns,
            Instant from,
            Instant to,
            Consumer<Difference> told) {
        if (!to.isAfter(from)) {
            throw new Refused(HistoryCode.ORDER, "%s must lie after %s".formatted(to, from));
        }
        reader.read(
                handle -> {
                    var key = key(handle, table);
                    try (var rows =
                            handle
                                    .createQuery(
                                            columns == null
                                                    ? sql(table, key)
                                                    : sqlOf(table, key, columns))
                                    .bind("from", from.atOffset(ZoneOffset.UTC))
                                    .bind("to", to.atOffset(ZoneOffset.UTC))
                                    .setFetchSize(FETCH_SIZE)
                                    .map((row, _) -> difference(row, key))
                                    .stream()) {
                        rows.forEach(told);
                    }
                    return key.size();
                });
    }

    private static List<String> key(Handle handle, TableName table) {
        var closed = HistoryNames.closed(table);
        var key =
                handle.createQuery(KEY)
                        .bind("schema", table.schema())
                        .bind("table", table.table())
                        .bind("history", closed.schema())
                        .bind("closed", closed.table())
                        .mapTo(String.class)
                        .list();
        if (key.isEmpty()) {
            boolean isView =
                    handle.createQuery(IS_VIEW)
                            .bind("schema", table.schema())
                            .bind("table", table.table())
                            .mapTo(Boolean.class)
                            .one();
            throw new Missing(
                    HistoryCode.TABLE,
                    isView
                            ? "%s is computed from other tables: ask for the differences of those"
                                    .formatted(table)
                            : "there is no table %s here".formatted(table));
        }
        return key;
    }

    /** The same of the columns of the view of all versions, which each role sees as it may. */
    private static String sqlOf(TableName table, List<String> key, List<String> columns) {
        var same =
                key.stream()
                        .map(column -> "v." + quoted(column) + " = k." + quoted(column))
                        .collect(Collectors.joining(" and "));
        var values =
                columns.stream()
                        .filter(column -> !key.contains(column))
                        .map(column -> ", v." + quoted(column))
                        .collect(Collectors.joining());
        return OF_COLUMNS.formatted(
                key.stream().map(HistoryNames::quoted).collect(Collectors.joining(", ")),
                quoted(HistoryNames.versions(table)),
                same,
                values.isEmpty()
                        ? "'{}'::jsonb"
                        : "(select to_jsonb(s) from (select %s) s)".formatted(values.substring(2)),
                key.stream().map(column -> "k." + quoted(column)).collect(Collectors.joining(", ")),
                key.stream()
                        .map(column -> "to_jsonb(k.%s)::text".formatted(quoted(column)))
                        .collect(Collectors.joining(", ")));
    }

    private static String sql(TableName table, List<String> key) {
        var keys = key.stream().map(HistoryNames::quoted).collect(Collectors.joining(", "));
        var same =
                key.stream()
                        .map(column -> "v." + quoted(column) + " = k." + quoted(column))
                        .collect(Collectors.joining(" and "));
        var dropped =
                " - array[%s, '_record_id', '_known_from', '_source', '_ended_by', '_ended_source', 'known']"
                        .formatted(
                                key.stream()
                                        .map(column -> "'" + column.replace("'", "''") + "'")
                                        .collect(Collectors.joining(", ")));
        var order =
                key.stream().map(column -> "k." + quoted(column)).collect(Collectors.joining(", "));
        return """
        with touched as (
            select %1$s from %2$s where _known_from > :from and _known_from <= :to
            union
            select %1$s from %3$s
            where upper(known) > :from and (upper(known) <= :to or (lower(known) > :from and lower(known) <= :to))
        )
        select %7$s,
            case when a.said is null then 'WITHDRAWN' when b.said is null then 'ADDED' else 'CHANGED' end as change,
            d.name, d.before::text, d.after::text,
            coalesce(a.source, e.source) as source, coalesce(a.record, e.record)::text as record
        from touched k
        left join lateral (
            select to_jsonb(v)%5$s as said
            from %2$s v where %4$s and v._known_from <= :from
            union all
            select to_jsonb(v)%5$s from %3$s v where %4$s and v.known @> cast(:from as timestamptz)
        ) b on true
        left join lateral (
            select to_jsonb(v)%5$s as said, v._source as source, v._record_id as record
            from %2$s v where %4$s and v._known_from <= :to
            union all
            select to_jsonb(v)%5$s, v._source, v._record_id
            from %3$s v where %4$s and v.known @> cast(:to as timestamptz)
        ) a on true
        left join lateral (
            select v._ended_source as source, v._ended_by as record
            from %3$s v where a.said is null and %4$s and upper(v.known) <= :to
            order by upper(v.known) desc limit 1
        ) e on true
        %8$s
        order by %6$s, d.name
        """
                .formatted(
                        keys,
                        quoted(table),
                        quoted(HistoryNames.closed(table)),
                        same,
                        dropped,
                        order,
                        key.stream()
                                .map(column -> "to_jsonb(k.%s)::text".formatted(quoted(column)))
                                .collect(Collectors.joining(", ")),
                        EACH_VALUE);
    }

    private static Difference difference(ResultSet row, List<String> key) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < key.size(); i++) {
            values.put(key.get(i), row.getString(i + 1));
        }
        int place = key.size();
        return new Difference(
                values,
                Difference.Kind.valueOf(row.getString(place + 1).toUpperCase(Locale.ROOT)),
                row.getString(place + 2),
                value(row.getString(place + 3)),
                value(row.getString(place + 4)),
                row.getString(place + 5),
                row.getString(place + 6));
    }

    private static @Nullable String value(@Nullable String json) {
        return json == null || json.equals("null") ? null : json;
    }
}
