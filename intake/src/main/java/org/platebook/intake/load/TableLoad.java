package org.platebook.intake.load;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Fault;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.LedgerCode;
import org.platebook.store.ledger.WriteReport;
import org.platebook.store.ledger.WriteReport.Counts;
import org.platebook.store.schema.SchemaCatalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Loads tables from files, in transactions of a bounded size. Loading the same file in the same way
 * again changes nothing, so that a load that was broken off is ended by running it again.
 */
public final class TableLoad {

    /** Rows in one transaction. */
    private static final int BATCH = 2000;

    private static final int MOST_TOLD = 100;
    private static final String NO_SOURCE = "load";

    private final Ledger ledger;
    private final SchemaCatalog catalog;

    public TableLoad(Ledger ledger, SchemaCatalog catalog) {
        this.ledger = ledger;
        this.catalog = catalog;
    }

    /**
     * How a file is loaded.
     *
     * @param map what goes where
     * @param runKind science, or a kind of trial run
     * @param user on whose behalf
     * @param software name and version of the program
     * @param isDry whether nothing is to be written, only checked
     */
    public record Manner(
            LoadMap map, String runKind, String user, String software, boolean isDry) {}

    /** One row of a file as a Record. */
    record Numbered(long row, TableRecord record) {}

    /**
     * Loads one file.
     *
     * @throws Missing load.table when there is no such table
     * @throws Refused when the file cannot be read, or its columns do not fit the table; nothing is
     *     written then
     */
    public LoadSummary load(TableName name, Path file, Manner manner, LoadProgress progress) {
        var table =
                catalog.table(name)
                        .orElseThrow(
                                () ->
                                        new Missing(
                                                LoadCode.TABLE,
                                                "there is no table %s here".formatted(name)));
        if (table.isView() || table.primaryKey().isEmpty()) {
            throw new Refused(
                    LoadCode.VIEW, name + " is computed from other tables and cannot be loaded");
        }
        var stored = new TableName(lower(name.schema()), lower(table.name()));
        var source = table.notes().source();
        var names = RowNames.of(file, stored, manner);
        var provenance =
                new Provenance(
                        source == null ? NO_SOURCE : source,
                        manner.software(),
                        manner.user(),
                        names.request(),
                        manner.runKind());
        try (var rows = TableFiles.open(file)) {
            var plan = LoadPlan.of(stored, table, manner.map(), rows);
            return new Run(plan, provenance, names, manner.isDry()).load(rows, progress);
        } catch (IOException e) {
            throw new Refused(
                    LoadCode.FILE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** One load. */
    private final class Run {

        private final LoadPlan plan;
        private final Provenance provenance;
        private final RowNames names;
        private final boolean isDry;
        private final List<String> problems = new ArrayList<>();
        private Counts counts = Counts.NONE;
        private long refused;

        Run(LoadPlan plan, Provenance provenance, RowNames names, boolean isDry) {
            this.plan = plan;
            this.provenance = provenance;
            this.names = names;
            this.isDry = isDry;
        }

        LoadSummary load(TableFile file, LoadProgress progress) throws IOException {
            var batch = new ArrayList<Numbered>();
            long row = 0;
            for (var values = file.next(); values != null; values = file.next()) {
                row++;
                add(row, values, batch);
                if (row % BATCH == 0) {
                    write(batch);
                    batch.clear();
                    progress.done(row, file.rowCount());
                }
            }
            write(batch);
            progress.done(row, row);
            return new LoadSummary(row, counts, refused, problems);
        }

        private void add(long row, Map<String, @Nullable Object> given, List<Numbered> batch) {
            var wrong = new ArrayList<String>();
            Map<String, Value> values = plan.values(given, wrong);
            if (wrong.isEmpty()) {
                batch.add(new Numbered(row, new TableRecord(names.of(row), plan.name(), values)));
            } else {
                refuse(row, wrong);
            }
        }

        private void refuse(long row, List<String> wrong) {
            refused++;
            for (var problem : wrong) {
                if (problems.size() < MOST_TOLD) {
                    problems.add("row %s: %s".formatted(row, problem));
                }
            }
        }

        /** Leaves out what the ledger refuses, and writes the rest. */
        private void write(List<Numbered> batch) {
            List<Numbered> rest = new ArrayList<>(batch);
            while (!rest.isEmpty()) {
                try {
                    counts = counts.plus(written(rest).total());
                    return;
                } catch (Refused failure) {
                    if (!failure.is(LedgerCode.RECORD_INVALID)) {
                        throw failure;
                    }
                    var told = told(failure, rest);
                    if (told.isEmpty()) {
                        throw failure;
                    }
                    told.forEach((numbered, wrong) -> refuse(numbered.row(), wrong));
                    rest.removeAll(told.keySet());
                }
            }
        }

        /** The rows that were refused, each with what is wrong with it. */
        private static Map<Numbered, List<String>> told(Refused refused, List<Numbered> rows) {
            var told = new LinkedHashMap<Numbered, List<String>>();
            for (var fault : refused.faults()) {
                var place = fault.place();
                if (place != null) {
                    told.computeIfAbsent(rows.get(place), _ -> new ArrayList<>()).add(line(fault));
                }
            }
            return told;
        }

        /** Without the table: all rows of a file are of one. */
        private static String line(Fault fault) {
            var table = fault.table() + " ";
            return fault.line().startsWith(table)
                    ? fault.line().substring(table.length())
                    : fault.line();
        }

        private WriteReport written(List<Numbered> rows) {
            var records = rows.stream().map(Numbered::record).toList();
            return isDry
                    ? Rehearsal.of(ledger, provenance, records)
                    : ledger.write(provenance, records);
        }
    }
}
