package org.platebook.http.watch;

import org.jdbi.v3.core.Handle;
import org.platebook.model.failure.Failure;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.change.Changes;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PastWrite;
import org.platebook.store.ledger.RowVersion;
import org.platebook.store.ledger.Scope;
import org.platebook.store.ledger.WriteReport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** A Ledger whose writes are counted. */
public final class MeasuredLedger implements Ledger {

    private final Ledger ledger;
    private final Measurements measurements;

    public MeasuredLedger(Ledger ledger, Measurements measurements) {
        this.ledger = ledger;
        this.measurements = measurements;
    }

    private <R> R counted(Supplier<R> write) {
        try {
            return write.get();
        } catch (Failure failure) {
            measurements.failed(failure);
            throw failure;
        }
    }

    @Override
    public WriteReport write(Provenance provenance, List<TableRecord> records) {
        var report = counted(() -> ledger.write(provenance, records));
        measurements.wrote(report);
        return report;
    }

    @Override
    public Offered offer(Provenance provenance, List<TableRecord> records) {
        var offered = counted(() -> ledger.offer(provenance, records));
        measurements.wrote(offered);
        return offered;
    }

    @Override
    public Offered replayQuarantine(Map<TableName, Set<String>> leftOut, String by) {
        var offered = counted(() -> ledger.replayQuarantine(leftOut, by));
        measurements.wrote(offered.report());
        return offered;
    }

    @Override
    public void discardQuarantined(Set<UUID> records, String by, String why) {
        ledger.discardQuarantined(records, by, why);
    }

    @Override
    public long replay(TableName table) {
        return counted(() -> ledger.replay(table));
    }

    @Override
    public <R> R transact(Provenance provenance, Function<Scope, R> work) {
        var written = new Written();
        var result =
                counted(() -> ledger.transact(provenance, scope -> work.apply(written.in(scope))));
        measurements.wrote(written.report);
        return result;
    }

    @Override
    public String once(
            Provenance provenance, String key, String digest, Function<Scope, String> work) {
        var written = new Written();
        var result =
                counted(
                        () ->
                                ledger.once(
                                        provenance,
                                        key,
                                        digest,
                                        scope -> work.apply(written.in(scope))));
        measurements.wrote(written.report);
        return result;
    }

    @Override
    public Optional<Found> find(UUID recordId) {
        return ledger.find(recordId);
    }

    @Override
    public Changes changes() {
        return ledger.changes();
    }

    /** What one transaction wrote; for one thread. */
    private static final class Written {

        private WriteReport report = WriteReport.EMPTY;

        /** The scope of an attempt: what earlier attempts wrote is not there and does not count. */
        Scope in(Scope scope) {
            report = WriteReport.EMPTY;
            return new Scope() {
                @Override
                public void lock(String name) {
                    scope.lock(name);
                }

                @Override
                public <R> R read(Function<Handle, R> query) {
                    return scope.read(query);
                }

                @Override
                public WriteReport write(List<TableRecord> records) {
                    var wrote = scope.write(records);
                    report = report.plus(wrote);
                    return wrote;
                }

                @Override
                public Optional<RowVersion> version(TableName table, Map<String, Value> key) {
                    return scope.version(table, key);
                }

                @Override
                public void recall(TableName table, List<PastWrite> past) {
                    scope.recall(table, past);
                }

                @Override
                public boolean withdraw(TableName table, Map<String, Value> key) {
                    return scope.withdraw(table, key);
                }
            };
        }
    }
}
