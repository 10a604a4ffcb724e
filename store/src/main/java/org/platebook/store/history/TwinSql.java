package org.platebook.store.history;

import static org.platebook.store.history.HistoryNames.quoted;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.TableName;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The statements that bring the history of one table up to date; none where it is. */
final class TwinSql {

    private static final String UTC = " at time zone 'UTC'";

    private final TwinShape table;
    private final @Nullable TwinShape closed;
    private final @Nullable TwinShape versions;
    private final TableName closedName;

    /**
     * @param closed the twin; null where there is none yet
     * @param versions the view; null where there is none yet
     */
    TwinSql(TwinShape table, @Nullable TwinShape closed, @Nullable TwinShape versions) {
        this.table = table;
        this.closed = closed;
        this.versions = versions;
        this.closedName = HistoryNames.closed(table.name());
    }

    List<String> statements() {
        var statements = new ArrayList<String>();
        statements.addAll(bookkeeping());
        if (closed == null) {
            statements.addAll(twin());
        } else {
            statements.addAll(changes(closed));
        }
        if (!statements.isEmpty() || versions == null || !shows(versions)) {
            statements.add(view());
            statements.add(asOf());
            statements.addAll(function());
        }
        return statements;
    }

    private List<String> bookkeeping() {
        var missing = new ArrayList<String>();
        if (!table.columns().containsKey(HistoryNames.RECORD_ID)) {
            missing.add("add column _record_id uuid");
        }
        if (!table.columns().containsKey(HistoryNames.KNOWN_FROM)) {
            missing.add(
                    "add column _known_from timestamptz not null default platebook.known_from()");
        }
        if (!table.columns().containsKey(HistoryNames.SOURCE)) {
            missing.add("add column _source text not null default platebook.write_source()");
        }
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of(
                "alter table %s %s".formatted(quoted(table.name()), String.join(", ", missing)),
                "alter table %s alter column _known_from set default platebook.known_from()"
                        .formatted(quoted(table.name())),
                fromJournal());
    }

    /** Of rows that are there already, the journal knows when they became known, and from whom. */
    private String fromJournal() {
        return """
        update %s t set _known_from = j.written_at, _source = j.source
        from platebook.journal_record r
        join platebook.journal j using (journal_id)
        where r.record_id = t._record_id"""
                .formatted(quoted(table.name()));
    }

    private List<String> twin() {
        var columns =
                table.own().entrySet().stream()
                        .map(column -> quoted(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(",\n    "));
        var statements = new ArrayList<String>();
        statements.add(
                """
                create table %s (
                    %s,
                    _record_id uuid,
                    _source text not null,
                    _ended_by uuid,
                    _ended_source text,
                    known tstzrange not null check (not isempty(known) and not lower_inf(known) and not upper_inf(known)),
                    primary key (%s, known without overlaps)
                )%s"""
                        .formatted(
                                quoted(closedName),
                                columns,
                                list(table.key().stream()),
                                partitioned()));
        statements.addAll(hashParts());
        statements.addAll(
                List.of(
                        "create index if not exists %s on %s using brin (_known_from)"
                                .formatted(
                                        quoted(table.name().table() + "_known_from"),
                                        quoted(table.name())),
                        "create index on %s using brin (lower(known), upper(known))"
                                .formatted(quoted(closedName)),
                        "comment on table %s is 'versions of the rows of %s that are no longer what is known'"
                                .formatted(quoted(closedName), table.name())));
        return statements;
    }

    private String partitioned() {
        var column = table.partitionedBy();
        if (column == null) {
            return "";
        }
        var way = table.hashParts() > 0 ? "hash" : "range";
        return " partition by %s (%s)".formatted(way, quoted(column));
    }

    /** As many as the table has; partitions by range are made when rows come. */
    private List<String> hashParts() {
        return IntStream.range(0, table.hashParts())
                .mapToObj(
                        part ->
                                "create table %s partition of %s for values with (modulus %s, remainder %s)"
                                        .formatted(
                                                quoted(
                                                        new TableName(
                                                                closedName.schema(),
                                                                closedName.table() + "_h" + part)),
                                                quoted(closedName),
                                                table.hashParts(),
                                                part))
                .toList();
    }

    /** Columns that the table gained or widened. What it lost, the twin keeps. */
    private List<String> changes(TwinShape twin) {
        var changes = new ArrayList<String>();
        table.own()
                .forEach(
                        (column, type) -> {
                            var kept = twin.columns().get(column);
                            if (kept == null) {
                                changes.add("add column " + quoted(column) + " " + type);
                            } else if (!kept.equals(type)) {
                                changes.add(
                                        "alter column %s type %s".formatted(quoted(column), type));
                            }
                        });
        if (changes.isEmpty()) {
            return List.of();
        }
        var isRetyped = changes.stream().anyMatch(change -> change.startsWith("alter"));
        var alter = "alter table %s %s".formatted(quoted(closedName), String.join(", ", changes));
        return isRetyped
                ? List.of(
                        "drop view if exists " + quoted(HistoryNames.versions(table.name())),
                        "drop view if exists %s.%s cascade"
                                .formatted(
                                        quoted(HistoryNames.asOf(table.name().schema())),
                                        quoted(table.name().table())),
                        alter)
                : List.of(alter);
    }

    /** Every column that the table has or had, with its type. */
    private Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        if (closed != null) {
            closed.columns().forEach(all::put);
            all.keySet()
                    .removeIf(
                            column ->
                                    HistoryNames.isHidden(column)
                                            || column.equals(HistoryNames.KNOWN)
                                            || column.equals(HistoryNames.ENDED_BY)
                                            || column.equals(HistoryNames.ENDED_SOURCE));
        }
        all.putAll(table.own());
        return all;
    }

    private boolean shows(TwinShape view) {
        var shown = new ArrayList<>(view.columns().keySet());
        return shown.containsAll(HistoryNames.VERSION_COLUMNS)
                && shown.containsAll(all().keySet())
                && shown.size() == all().size() + HistoryNames.VERSION_COLUMNS.size();
    }

    /** What is shown of a row is in front, so that later columns can be added behind. */
    private String view() {
        return """
        create or replace view %s (%s) with (security_invoker = true) as
            select _known_from%s, null::timestamp, _source, _record_id, %s
            from %s
            union all
            select lower(known)%s, upper(known)%s, _source, _record_id, %s
            from %s"""
                .formatted(
                        quoted(HistoryNames.versions(table.name())),
                        list(
                                Stream.concat(
                                        HistoryNames.VERSION_COLUMNS.stream(),
                                        all().keySet().stream())),
                        UTC,
                        present(),
                        quoted(table.name()),
                        UTC,
                        UTC,
                        list(all().keySet().stream()),
                        quoted(closedName));
    }

    /** The table as it was at the moment to which the reader has gone back. */
    private String asOf() {
        return """
        create or replace view %s.%s (%s) with (security_invoker = true) as
            %s"""
                .formatted(
                        quoted(HistoryNames.asOf(table.name().schema())),
                        quoted(table.name().table()),
                        list(all().keySet().stream()),
                        knownAt("current_setting('platebook.as_of')::timestamptz"));
    }

    /**
     * Versions are closed in the order of time, and those of one moment mostly lie together: the
     * index of both bounds leaves out the others. (The key's index would find each of them alone.)
     */
    private String knownAt(String moment) {
        return """
        select %s from %s t where t._known_from <= %s
        union all
        select %s from %s t where lower(t.known) <= %s and upper(t.known) > %s"""
                .formatted(
                        prefixed(true),
                        quoted(table.name()),
                        moment,
                        prefixed(false),
                        quoted(closedName),
                        moment,
                        moment);
    }

    /** One query and no side effects, so that the planner puts it in the place of its call. */
    private List<String> function() {
        var at = quoted(HistoryNames.at(table.name())) + "(timestamptz)";
        var columns =
                all().entrySet().stream()
                        .map(column -> quoted(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(", "));
        return List.of(
                "drop function if exists " + at,
                """
                create function %s(moment timestamptz) returns table (%s)
                language sql stable parallel safe
                as $at$ %s $at$"""
                        .formatted(quoted(HistoryNames.at(table.name())), columns, knownAt("$1")),
                "comment on function %s is '%s as it was known at a moment'"
                        .formatted(at, table.name()));
    }

    private String prefixed(boolean present) {
        return all().entrySet().stream()
                .map(
                        column ->
                                !present || table.columns().containsKey(column.getKey())
                                        ? "t." + quoted(column.getKey())
                                        : "null::" + column.getValue())
                .collect(Collectors.joining(", "));
    }

    private String present() {
        return all().entrySet().stream()
                .map(
                        column ->
                                table.columns().containsKey(column.getKey())
                                        ? quoted(column.getKey())
                                        : "null::" + column.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String list(Stream<String> columns) {
        return columns.map(HistoryNames::quoted).collect(Collectors.joining(", "));
    }
}
