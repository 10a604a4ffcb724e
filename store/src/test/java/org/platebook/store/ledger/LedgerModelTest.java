package org.platebook.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.platebook.store.ledger.LedgerFixture.CCD;
import static org.platebook.store.ledger.LedgerFixture.EXPOSURE;
import static org.platebook.store.ledger.LedgerFixture.HEADERS;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.check.Consistency;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.check.Finding;
import org.platebook.store.check.JournalCheck;
import org.platebook.store.ledger.WriteReport.Counts;
import org.platebook.testkit.Seeded;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Random writes, repetitions, withdrawals and replays, against maps that do the same plainly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerModelTest {

    private static final int STEPS = 25;
    private static final int FIRST_DAY = 20_260_115;

    private final LedgerFixture fixture = new LedgerFixture();
    private final PostgresLedger ledger = fixture.ledger;

    /** Rows by key, and the Records that were accepted. */
    private final Map<TableName, Map<String, Map<String, Value>>> rows = new LinkedHashMap<>();

    private final Map<UUID, TableRecord> accepted = new LinkedHashMap<>();

    /** Moments between the steps, and the words of all rows at each of them. */
    private final Map<String, Map<TableName, List<String>>> past = new LinkedHashMap<>();

    @AfterAll
    void close() {
        fixture.close();
    }

    @Seeded(runs = 40)
    void tables_hold_what_plain_maps_hold(RandomGenerator random) {
        begin();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(8) == 0) {
                withdraw(random);
            } else {
                write(random);
            }
            check();
            remember();
        }
        checkPast();
        assertThat(findings()).isEmpty();
        var versions = versions();
        ledger.replay(EXPOSURE);
        assertThat(versions()).isEqualTo(versions);
        fixture.database.write(
                handle -> handle.execute("truncate cdb_small.exposure, cdb_small.ccdexposure"));
        ledger.replay(EXPOSURE);
        ledger.replay(CCD);
        check();
        checkPast();
        assertThat(versions()).isEqualTo(versions);
        assertThat(findings()).isEmpty();
    }

    @Seeded(runs = 10)
    void any_value_that_is_damaged_is_found(RandomGenerator random) {
        begin();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(8) == 0) {
                withdraw(random);
            } else {
                write(random);
            }
        }
        assertThat(findings()).isEmpty();
        int seed = random.nextInt();
        int damaged =
                DAMAGE.stream()
                        .mapToInt(
                                damage ->
                                        fixture.database.write(
                                                handle -> damage(handle, damage, seed)))
                        .sum();
        assertThat(damaged).isGreaterThan(DAMAGE.size() / 3);
        assertThat(findings()).isEmpty();
    }

    /** Damages a row, looks whether it is found, and mends it. */
    private static int damage(Handle handle, String damage, int seed) {
        int changed = handle.createUpdate(damage).bind("seed", seed).execute();
        var found = JournalCheck.discrepancies(handle, EXPOSURE, _ -> {});
        handle.rollback();
        handle.begin();
        assertThat(found.isEmpty()).as("%s: %s", damage, found).isEqualTo(changed == 0);
        return changed;
    }

    private static final List<String> DAMAGE = damage();

    private static List<String> damage() {
        var present = "cdb_small.exposure";
        var closed = "cdb_small_history.exposure_closed";
        var damage = new ArrayList<String>();
        for (var table : List.of(present, closed)) {
            for (var value :
                    List.of(
                            "airmass = case when airmass is null then 0.5 end",
                            "airmass = coalesce(nullif(airmass, 'NaN') + 0.125, 1)",
                            "name = case when name is null then 'x' end",
                            "name = concat(name, 'x')",
                            "flux = case when flux is null then 0.5 end",
                            "is_dark = case when is_dark is null then true else not is_dark end",
                            "obs_start = coalesce(obs_start + interval '1 microsecond', 'today')",
                            "header = case when header is null then 'null'::jsonb end",
                            "s_region = s_region || array[1.5]::float8[]",
                            "day_obs = day_obs + 1",
                            "_record_id = gen_random_uuid()",
                            "_source = 'nobody'")) {
                damage.add(some("update %s set %s", table, value));
            }
            damage.add(some("delete from %s", table));
        }
        damage.add(
                some(
                        "update %s set %s",
                        present, "_known_from = _known_from - interval '1 microsecond'"));
        damage.add(some("update %s set %s", closed, "_ended_by = gen_random_uuid()"));
        damage.add(some("update %s set %s", closed, "_ended_source = 'nobody'"));
        damage.add(
                some(
                        "update %s set %s",
                        closed,
                        "known = tstzrange(lower(known) - interval '1 microsecond', upper(known))"));
        damage.add(
                some(
                        "update %s set %s",
                        closed,
                        "known = tstzrange(lower(known), upper(known) - interval '1 microsecond')"));
        damage.add(
                """
                insert into cdb_small.exposure (exposure_id, day_obs, _record_id, _known_from, _source)
                select 1000000 + abs(:seed), day_obs, _record_id, _known_from, _source
                from cdb_small.exposure order by exposure_id limit 1
                """);
        return List.copyOf(damage);
    }

    /** Done to one row of a table. */
    private static String some(String damage, String... words) {
        return damage.formatted((Object[]) words)
                + " where ctid = (select ctid from %s order by md5(concat(exposure_id, :seed)) limit 1)"
                        .formatted(words[0]);
    }

    private List<Finding> findings() {
        return new Consistency(fixture.database).findings(Depth.WHOLE, _ -> {});
    }

    private void remember() {
        var words = new LinkedHashMap<TableName, List<String>>();
        words.put(EXPOSURE, expected(EXPOSURE));
        words.put(CCD, expected(CCD));
        past.put(fixture.one("select clock_timestamp()"), words);
    }

    private void checkPast() {
        past.forEach(
                (moment, words) ->
                        words.forEach(
                                (table, rows) ->
                                        assertThat(stored(from(table, moment)))
                                                .as("%s as of %s", table, moment)
                                                .isEqualTo(rows)));
    }

    private static String from(TableName table, String moment) {
        return "%s_history.%s_at('%s')".formatted(table.schema(), table.table(), moment);
    }

    /** Every version with the Record that made it and the one that ended it. */
    private List<String> versions() {
        return fixture.all(
                """
                select to_jsonb(v)::text from cdb_small_history.exposure v
                union all select to_jsonb(v)::text from cdb_small_history.ccdexposure v
                union all select concat(_record_id, ' ended by ', _ended_by)
                    from cdb_small_history.exposure_closed
                order by 1
                """);
    }

    private Map<String, Map<String, Value>> rowsOf(TableName table) {
        return rows.computeIfAbsent(table, _ -> new TreeMap<>());
    }

    private void begin() {
        rows.clear();
        accepted.clear();
        past.clear();
        fixture.database.write(
                handle -> {
                    handle.execute(
                            "alter table cdb_small.ccdexposure drop constraint if exists ccdexposure_exposure_id_fkey");
                    return handle.execute(
                            "truncate cdb_small.exposure, cdb_small.ccdexposure, platebook.journal, platebook.journal_record");
                });
        fixture.database.write(
                handle -> {
                    for (var table : List.of("exposure", "ccdexposure")) {
                        handle.execute(
                                """
                                do $$ begin
                                    if to_regclass('cdb_small_history.%1$s_closed') is not null then
                                        truncate cdb_small_history.%1$s_closed;
                                    end if;
                                end $$
                                """
                                        .formatted(table));
                    }
                    return 0;
                });
    }

    private void write(RandomGenerator random) {
        var records = new ArrayList<TableRecord>();
        var keys = new HashSet<String>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            var record = record(random);
            if (keys.add(record.table() + key(record))) {
                records.add(record);
            }
        }
        var expected = new LinkedHashMap<TableName, Counts>();
        for (var record : records) {
            expected.merge(record.table(), apply(record), Counts::plus);
        }

        assertThat(ledger.write(HEADERS, records).tables()).isEqualTo(expected);
    }

    private TableRecord record(RandomGenerator random) {
        if (!accepted.isEmpty() && random.nextInt(5) == 0) {
            var all = List.copyOf(accepted.values());
            return all.get(random.nextInt(all.size()));
        }
        var values = new LinkedHashMap<String, Value>();
        boolean ccd = random.nextBoolean();
        if (ccd) {
            values.put("day_obs", new Value.Whole(FIRST_DAY + random.nextInt(3)));
            values.put("ccdexposure_id", new Value.Whole(random.nextInt(3)));
            values.put("exposure_id", new Value.Whole(random.nextInt(2)));
            maybe(values, random, "detector", new Value.Whole(random.nextInt(3)));
        } else {
            values.put("exposure_id", new Value.Whole(random.nextInt(5)));
            values.put("day_obs", new Value.Whole(FIRST_DAY));
            maybe(values, random, "airmass", new Value.Real(random.nextInt(3) - 1));
            maybe(values, random, "flux", new Value.Real(random.nextBoolean() ? Double.NaN : 1));
            maybe(values, random, "name", new Value.Text("n" + random.nextInt(2)));
            maybe(values, random, "is_dark", new Value.Flag(random.nextBoolean()));
            maybe(values, random, "s_region", new Value.Reals(new double[random.nextInt(3)]));
            maybe(values, random, "header", new Value.Json("[" + random.nextInt(2) + "]"));
            maybe(values, random, "note", new Value.Json("[" + random.nextInt(2) + "]"));
        }
        return new TableRecord(
                new UUID(random.nextLong(), random.nextLong()), ccd ? CCD : EXPOSURE, values);
    }

    private static void maybe(
            Map<String, Value> values, RandomGenerator random, String column, Value value) {
        switch (random.nextInt(4)) {
            case 0 -> values.put(column, Value.CLEARED);
            case 1, 2 -> values.put(column, value);
            default -> {}
        }
    }

    private Counts apply(TableRecord record) {
        if (accepted.putIfAbsent(record.id(), record) != null) {
            return new Counts(0, 0, 1);
        }
        var table = rowsOf(record.table());
        var before = table.get(key(record));
        var after = new TreeMap<>(before == null ? Map.<String, Value>of() : before);
        after.putAll(record.values());
        after.values().removeIf(Value.CLEARED::equals);
        table.put(key(record), after);
        if (before == null) {
            return new Counts(1, 0, 0);
        }
        return before.equals(after) ? new Counts(0, 0, 1) : new Counts(0, 1, 0);
    }

    private void withdraw(RandomGenerator random) {
        var key = Map.<String, Value>of("exposure_id", new Value.Whole(random.nextInt(5)));
        boolean there = rowsOf(EXPOSURE).remove(key.toString()) != null;

        assertThat(ledger.<Boolean>transact(HEADERS, scope -> scope.withdraw(EXPOSURE, key)))
                .isEqualTo(there);
    }

    private static String key(TableRecord record) {
        var names =
                record.table().equals(CCD)
                        ? Set.of("day_obs", "ccdexposure_id")
                        : Set.of("exposure_id");
        var key = new TreeMap<>(record.values());
        key.keySet().retainAll(names);
        return key.toString();
    }

    private void check() {
        assertThat(stored(EXPOSURE.toString())).isEqualTo(expected(EXPOSURE));
        assertThat(stored(CCD.toString())).isEqualTo(expected(CCD));
    }

    private List<String> expected(TableName table) {
        return rowsOf(table).values().stream().map(LedgerModelTest::words).sorted().toList();
    }

    /** Rows in the words of the database. */
    private static String words(Map<String, Value> row) {
        var words = new TreeMap<String, String>();
        row.forEach((column, value) -> words.put(column, word(value)));
        return words.toString();
    }

    private static String word(Value value) {
        return switch (value) {
            case Value.Real(double real) when Double.isNaN(real) -> "NaN";
            case Value.Real(double real) when Double.isInfinite(real) -> "Infinity";
            case Value.Real(double real) -> Long.toString((long) real);
            case Value.Whole(long whole) -> Long.toString(whole);
            case Value.Text(String text) -> text;
            case Value.Flag(boolean flag) -> Boolean.toString(flag);
            case Value.Json(String json) -> json;
            case Value.Reals(double[] reals) ->
                    switch (reals.length) {
                        case 0 -> "[]";
                        case 1 -> "[0]";
                        default -> "[0, 0]";
                    };
            default -> throw new AssertionError(value);
        };
    }

    private List<String> stored(String from) {
        var found =
                fixture.all(
                        "select to_jsonb(t) - '{_record_id,_known_from,_source,state,doubled}'::text[] from %s t"
                                .formatted(from));
        return found.stream().map(LedgerModelTest::storedWords).sorted().toList();
    }

    private static String storedWords(String json) {
        var words = new TreeMap<String, String>();
        JsonMapper.shared()
                .readTree(json)
                .properties()
                .forEach(
                        field -> {
                            var value = field.getValue();
                            if (!value.isNull()) {
                                words.put(
                                        field.getKey(),
                                        value.isString()
                                                ? value.stringValue()
                                                : value.toString().replace(",", ", "));
                            }
                        });
        return words.toString();
    }
}
