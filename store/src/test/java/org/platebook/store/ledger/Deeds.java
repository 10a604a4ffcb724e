package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.platebook.store.ledger.LedgerFixture.CCD;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;

import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Uncertain;
import org.platebook.model.failure.Unreachable;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * What one writer does, deed by deed: new exposures with detectors, corrections of them,
 * withdrawals, and requests with a key of their own. The same again for the same seed, Records and
 * their ids included; each deed is sent until it is acknowledged.
 *
 * <p>Rows of other writers are left alone, so that plain maps tell what must be there.
 */
final class Deeds {

    static final int DAY = 20_260_115;

    private static final int MOST_ATTEMPTS = 10_000;
    private static final int EXPOSURES = 6;
    private static final int DETECTORS = 12;
    private static final int IDS_A_WRITER = 1000;
    private static final int ALONE = 100;
    private static final int COUNTER = 500;

    private final long seed;
    private final int writer;
    private Consumer<Failure> told = _ -> {};

    Deeds(long seed, int writer) {
        this.seed = seed;
        this.writer = writer;
    }

    /** The same, telling of each failure after which a deed is sent again. */
    Deeds telling(Consumer<Failure> failures) {
        told = failures;
        return this;
    }

    /** Does the deeds from one number to another, both included. */
    void run(Ledger ledger, int first, int last, IntConsumer acknowledged) {
        for (int deed = first; deed <= last; deed++) {
            send(ledger, deed);
            acknowledged.accept(deed);
        }
    }

    private void send(Ledger ledger, int deed) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                doOnce(ledger, deed);
                return;
            } catch (Unreachable | Uncertain e) {
                told.accept(e);
            }
        }
        throw new AssertionError("deed %d was never acknowledged".formatted(deed));
    }

    private void doOnce(Ledger ledger, int deed) {
        var random = random(deed);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> ledger.write(HEADERS, whole(random, deed));
            case 3, 4 -> ledger.write(HEADERS, List.of(alone(random, deed)));
            case 5 -> {
                var key = key(aloneId(random));
                ledger.transact(HEADERS, scope -> scope.withdraw(EXPOSURE, key));
            }
            default -> count(ledger, deed);
        }
    }

    /** An exposure with all of its detectors, all of them with values that they never had. */
    private List<TableRecord> whole(RandomGenerator random, int deed) {
        var records = new ArrayList<TableRecord>();
        long exposure = wholeId(random);
        records.add(exposure(exposure, deed));
        for (int detector = 0; detector < DETECTORS; detector++) {
            var values = new LinkedHashMap<String, Value>();
            values.put("day_obs", new Value.Whole(DAY));
            values.put("ccdexposure_id", new Value.Whole(exposure * IDS_A_WRITER + detector));
            values.put("exposure_id", new Value.Whole(exposure));
            values.put("detector", new Value.Whole(deed));
            records.add(record(CCD, deed, detector, values));
        }
        return records;
    }

    private TableRecord alone(RandomGenerator random, int deed) {
        return exposure(aloneId(random), deed);
    }

    private TableRecord exposure(long id, int deed) {
        var values = new LinkedHashMap<>(key(id));
        values.put("day_obs", new Value.Whole(DAY));
        values.put("airmass", new Value.Real(deed));
        return record(EXPOSURE, deed, -1, values);
    }

    /** Adds one to a number: done twice, it would show. */
    private void count(Ledger ledger, int deed) {
        var id = firstId() + COUNTER;
        ledger.once(
                HEADERS,
                "deed-%d-%d-%d".formatted(seed, writer, deed),
                "digest-" + deed,
                scope -> {
                    double before =
                            scope.read(
                                    handle ->
                                            handle.createQuery(
                                                            "select airmass from cdb_small.exposure where exposure_id = :id")
                                                    .bind("id", id)
                                                    .mapTo(Double.class)
                                                    .findOne()
                                                    .orElse(0.0));
                    scope.write(
                            List.of(
                                    LedgerFixture.exposure(
                                            id, "day_obs", DAY, "airmass", before + 1)));
                    return "counted";
                });
    }

    /** Checks that the rows of this writer are what the deeds up to the last one make of them. */
    void check(LedgerFixture fixture, int last) {
        var rows = new TreeMap<Long, Integer>();
        var versions = new TreeMap<Long, Integer>();
        for (int deed = 1; deed <= last; deed++) {
            replay(deed, rows, versions);
        }
        assertThat(fixture.all(of("select exposure_id || ' ' || airmass from cdb_small.exposure")))
                .as("rows of writer %d, seed %d", writer, seed)
                .containsExactlyElementsOf(words(rows));
        assertThat(
                        fixture.all(
                                of("select exposure_id || ' ' || count(*) from cdb_small_history.exposure")
                                        .replace("order by", "group by exposure_id order by")))
                .as("versions of writer %d, seed %d", writer, seed)
                .containsExactlyElementsOf(words(versions));
        rows.keySet().removeIf(id -> id >= firstId() + ALONE);
        assertThat(
                        fixture.all(
                                of("""
                                                select exposure_id || ' ' || min(detector) from cdb_small.ccdexposure
                                                """)
                                        .replace(
                                                "order by",
                                                "group by exposure_id having count(*) = %d and min(detector) = max(detector) order by"
                                                        .formatted(DETECTORS))))
                .as("exposures of writer %d with all detectors, seed %d", writer, seed)
                .containsExactlyElementsOf(words(rows));
    }

    private void replay(int deed, Map<Long, Integer> rows, Map<Long, Integer> versions) {
        var random = random(deed);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> set(wholeId(random), deed, rows, versions);
            case 3, 4 -> set(aloneId(random), deed, rows, versions);
            case 5 -> rows.remove(aloneId(random));
            default -> {
                long id = firstId() + COUNTER;
                set(id, rows.getOrDefault(id, 0) + 1, rows, versions);
            }
        }
    }

    private static void set(
            long id, int airmass, Map<Long, Integer> rows, Map<Long, Integer> versions) {
        rows.put(id, airmass);
        versions.merge(id, 1, Integer::sum);
    }

    private static List<String> words(Map<Long, Integer> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private String of(String sql) {
        return "%s where exposure_id >= %d and exposure_id < %d order by exposure_id"
                .formatted(sql.strip(), firstId(), firstId() + IDS_A_WRITER);
    }

    private long firstId() {
        return (long) writer * IDS_A_WRITER;
    }

    private long wholeId(RandomGenerator random) {
        return firstId() + random.nextInt(EXPOSURES);
    }

    private long aloneId(RandomGenerator random) {
        return firstId() + ALONE + random.nextInt(EXPOSURES);
    }

    private static Map<String, Value> key(long id) {
        return Map.of("exposure_id", new Value.Whole(id));
    }

    private TableRecord record(TableName table, int deed, int part, Map<String, Value> values) {
        var name = "%d/%d/%d/%d".formatted(seed, writer, deed, part);
        return new TableRecord(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII)), table, values);
    }

    private RandomGenerator random(int deed) {
        return new SplittableRandom(seed * 1_000_003 + writer * 10_007L + deed);
    }
}
