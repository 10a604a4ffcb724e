package org.platebook.rest.records;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.http.access.TableSources;
import org.platebook.model.failure.Faults;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.LedgerCode;
import org.platebook.store.ledger.RowVersion;
import org.platebook.store.ledger.Scope;
import org.platebook.store.ledger.WriteReport;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** Writes what a request asks for: all of it or nothing, once where the request has a key. */
final class RecordWriting {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Ledger ledger;
    private final SiteTables tables;

    RecordWriting(Ledger ledger, SiteTables tables) {
        this.ledger = ledger;
        this.tables = tables;
    }

    /**
     * Who asks, and how.
     *
     * @param software the program that asks, as it calls itself
     * @param requestId names the request
     * @param runKind of what it writes
     * @param onceKey the request's key of its own; null where it has none
     * @param digest stands for all that is asked
     * @param precondition what is demanded of the row
     */
    record Asker(
            Caller caller,
            String software,
            String requestId,
            String runKind,
            @Nullable String onceKey,
            String digest,
            Precondition precondition) {}

    /** What a withdrawn row that is not there means. */
    enum Absent {
        /** It is as it should be. */
        FINE,
        /** There is nothing to withdraw. */
        MISSING
    }

    /**
     * Writes.
     *
     * @param faults what is known to be wrong with the request; with any, nothing is written
     * @return what became of it, as JSON: see "Written" in openapi.yaml
     * @throws Refused naming every problem of every record
     */
    String write(Asker asker, List<AskedRecord> asked, Faults faults, Absent absent) {
        if (asked.isEmpty()) {
            throw faults.refused(LedgerCode.RECORD_INVALID);
        }
        var provenance = provenance(asker, asked);
        if (!asker.precondition().isNone() && (asked.size() != 1 || provenance.isTrial())) {
            throw new Refused(
                    RestCode.PRECONDITION,
                    "If-Match and If-None-Match are for requests of one record of science");
        }
        var typing = new RecordTyping(tables, asker.caller(), faults);
        asked.forEach(typing::add);
        if (provenance.isTrial() && asked.stream().anyMatch(AskedRecord::withdraws)) {
            throw new Refused(
                    RestCode.TRIAL_WITHDRAWAL,
                    "results of trial runs cannot be withdrawn, run_kind is "
                            + provenance.runKind());
        }
        if (typing.records().isEmpty() && typing.withdrawn().isEmpty()) {
            throw faults.refused(LedgerCode.RECORD_INVALID);
        }
        var key = asker.onceKey();
        return key == null
                ? ledger.transact(
                        provenance, scope -> work(scope, provenance, asker, asked, typing, absent))
                : ledger.once(
                        provenance,
                        key,
                        asker.digest(),
                        scope -> work(scope, provenance, asker, asked, typing, absent));
    }

    private static Provenance provenance(Asker asker, List<AskedRecord> asked) {
        var sources = new LinkedHashSet<String>();
        asked.stream()
                .map(AskedRecord::table)
                .filter(SiteTable::isStored)
                .forEach(table -> sources.add(table.source()));
        sources.forEach(source -> asker.caller().requireWrite(source));
        if (sources.size() > 1) {
            throw new Refused(
                    RestCode.SOURCES,
                    "the tables of one request must belong to one source, not to " + sources);
        }
        return new Provenance(
                sources.isEmpty() ? TableSources.NOBODY : sources.getFirst(),
                asker.software(),
                asker.caller().name(),
                asker.requestId(),
                asker.runKind());
    }

    private String work(
            Scope scope,
            Provenance provenance,
            Asker asker,
            List<AskedRecord> asked,
            RecordTyping typing,
            Absent absent) {
        if (!asker.precondition().isNone() && typing.faults().none()) {
            var row = row(typing, asked.getFirst());
            asker.precondition().require(words(row), scope.version(row.table(), row.values()));
        }
        var report = written(scope, typing);
        var withdrawn = new LinkedHashMap<TableName, Long>();
        for (int i = 0; i < typing.withdrawn().size(); i++) {
            var record = typing.withdrawn().get(i);
            boolean was = withdrawn(scope, typing, i);
            if (!was && absent == Absent.MISSING) {
                throw new Missing(RestCode.ROW, "there is no row " + words(record));
            }
            withdrawn.merge(record.table(), was ? 1L : 0L, Long::sum);
        }
        return answer(scope, provenance, asked, typing, report, withdrawn);
    }

    /** HeaderProblems of values and those that the ledger finds are told together. */
    private static WriteReport written(Scope scope, RecordTyping typing) {
        try {
            var report =
                    typing.records().isEmpty() ? WriteReport.EMPTY : scope.write(typing.records());
            if (typing.faults().none()) {
                return report;
            }
        } catch (Refused refused) {
            throw together(typing, refused, typing::place);
        }
        throw typing.faults().refused(LedgerCode.RECORD_INVALID);
    }

    private static boolean withdrawn(Scope scope, RecordTyping typing, int index) {
        var record = typing.withdrawn().get(index);
        try {
            return scope.withdraw(record.table(), record.values());
        } catch (Refused refused) {
            throw together(typing, refused, _ -> typing.withdrawnPlace(index));
        }
    }

    private static Refused together(RecordTyping typing, Refused refused, IntUnaryOperator places) {
        return refused.is(LedgerCode.RECORD_INVALID) && !refused.faults().isEmpty()
                ? typing.faults().copy().add(refused, places).refused(LedgerCode.RECORD_INVALID)
                : refused;
    }

    private static TableRecord row(RecordTyping typing, AskedRecord asked) {
        var record =
                asked.withdraws() ? typing.withdrawn().getFirst() : typing.records().getFirst();
        return new TableRecord(record.id(), record.table(), key(record, asked.table()));
    }

    private static Map<String, Value> key(TableRecord record, SiteTable table) {
        var key = new LinkedHashMap<String, Value>();
        for (var column : table.key()) {
            var value = record.values().get(column);
            if (value != null) {
                key.put(column, value);
            }
        }
        return key;
    }

    private static String words(TableRecord record) {
        return record.table()
                + " ["
                + record.values().entrySet().stream()
                        .map(each -> each.getKey() + "=" + ValueNode.of(each.getValue()).asString())
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private String answer(
            Scope scope,
            Provenance provenance,
            List<AskedRecord> asked,
            RecordTyping typing,
            WriteReport report,
            Map<TableName, Long> withdrawn) {
        var answer = MAPPER.createObjectNode();
        answer.put("request", provenance.requestId());
        answer.put("run_kind", provenance.runKind());
        var total = report.total();
        counts(answer, total);
        answer.put("withdrawn", withdrawn.values().stream().mapToLong(Long::longValue).sum());
        var names = new LinkedHashSet<TableName>();
        asked.forEach(record -> names.add(record.table().name()));
        var each = answer.putArray("tables");
        for (var name : names) {
            var counted = each.addObject().put("table", name.toString());
            counts(counted, of(report, provenance, name));
            counted.put("withdrawn", withdrawn.getOrDefault(name, 0L));
        }
        var records = answer.putArray("records");
        var byName =
                asked.stream()
                        .collect(
                                Collectors.toMap(
                                        a -> a.table().name(), AskedRecord::table, (a, _) -> a));
        for (var record : typing.records()) {
            var told = records.addObject().put("table", record.table().toString());
            var table = java.util.Objects.requireNonNull(byName.get(record.table()));
            var key = key(record, table);
            var node = told.putObject("key");
            key.forEach((column, value) -> node.set(column, ValueNode.of(value)));
            told.put("record", record.id().toString());
            if (asked.size() == 1 && !provenance.isTrial()) {
                told.put("version", version(scope.version(record.table(), key)));
            }
        }
        return answer.toString();
    }

    private static WriteReport.Counts of(
            WriteReport report, Provenance provenance, TableName name) {
        return provenance.isTrial()
                ? report.of(new TableName(HistoryNames.trial(name.schema()), name.table()))
                : report.of(name);
    }

    private static @Nullable String version(Optional<RowVersion> version) {
        return version.map(RowVersion::recordId).map(Object::toString).orElse(null);
    }

    private static void counts(ObjectNode into, WriteReport.Counts counts) {
        into.put("inserted", counts.inserted());
        into.put("updated", counts.updated());
        into.put("unchanged", counts.unchanged());
    }
}
