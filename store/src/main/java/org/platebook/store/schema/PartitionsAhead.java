package org.platebook.store.schema;

import org.platebook.model.felis.Datatype;
import org.platebook.model.felis.Partitioning.ByDate;
import org.platebook.model.felis.Partitioning.Part;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.database.Database;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.sql.SqlText;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Makes the partitions of days to come before their first rows do: making one waits for those who
 * write to the tables that its keys point to.
 *
 * <p>Only for tables that are being filled: those with a partition of the present or the last
 * month.
 */
public final class PartitionsAhead {

    private static final String PARTITIONS =
            """
            select c.relname
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = cast(:table as regclass)
            """;

    private final Database database;
    private final SchemaCatalog catalog;
    private final LockRetries patience = new LockRetries();

    public PartitionsAhead(Database database, SchemaCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /**
     * Makes them.
     *
     * @param now the present; months are those of UTC
     * @param months how many months after the present one
     * @return how many were made
     */
    public int make(Instant now, int months) {
        var month = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
        int made = 0;
        for (var schema : catalog.schemas()) {
            for (var table : schema.tables()) {
                if (table.notes().partitioning() instanceof ByDate dates) {
                    made += make(schema, table, dates, month, months);
                }
            }
        }
        return made;
    }

    private int make(Schema schema, Table table, ByDate dates, LocalDate month, int months) {
        var name = new TableName(SqlText.stored(schema.name()), SqlText.stored(table.name()));
        var there = partitions(name);
        var type = table.column(dates.column()).orElseThrow().datatype();
        var recent = parts(dates, type, month.minusMonths(1), month.plusMonths(1));
        if (recent.stream().noneMatch(part -> there.contains(part.name()))) {
            return 0;
        }
        int made = 0;
        for (var part : parts(dates, type, month, month.plusMonths(months + 1L))) {
            if (!there.contains(part.name())) {
                made += make(name, part);
            }
        }
        return made;
    }

    private int make(TableName table, Part part) {
        return patience.until(
                () ->
                        database.write(
                                handle -> {
                                    handle.execute(LockRetries.SHORT_WAIT_LOCAL);
                                    TablePartitions.ensureAll(handle, table, Set.of(part));
                                    TablePartitions.ensureAll(
                                            handle, HistoryNames.closed(table), Set.of(part));
                                    return 1;
                                }));
    }

    private static Set<Part> parts(ByDate dates, Datatype type, LocalDate from, LocalDate until) {
        var parts = new LinkedHashSet<Part>();
        from.datesUntil(until).forEach(day -> dates.part(value(day, type)).ifPresent(parts::add));
        return parts;
    }

    private static Value value(LocalDate day, Datatype type) {
        return type == Datatype.TIMESTAMP
                ? new Value.SkyTime(Tai.parse(day.toString()))
                : new Value.Whole(Long.parseLong(day.format(DateTimeFormatter.BASIC_ISO_DATE)));
    }

    private Set<String> partitions(TableName table) {
        int before = table.table().length() + 1;
        return database.own(
                handle ->
                        new HashSet<>(
                                handle.createQuery(PARTITIONS)
                                        .bind(
                                                "table",
                                                SqlText.quoted(table.schema())
                                                        + "."
                                                        + SqlText.quoted(table.table()))
                                        .mapTo(String.class)
                                        .map(partition -> partition.substring(before))
                                        .list()));
    }
}
