package org.platebook.store.ledger;

import org.jdbi.v3.core.Handle;
import org.platebook.model.felis.Partitioning.Part;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A database with two tables of a small instrument, and a Ledger over it. */
final class LedgerFixture implements AutoCloseable {

    static final TableName EXPOSURE = new TableName("cdb_small", "exposure");
    static final TableName CCD = new TableName("cdb_small", "ccdexposure");
    static final Provenance HEADERS =
            new Provenance("headers", "platebook 0.1", "ann", "request-1");

    static final String TABLES =
            """
            create schema cdb_small;
            create table cdb_small.exposure (
                exposure_id bigint primary key,
                day_obs integer not null,
                name varchar(8),
                airmass double precision,
                flux real,
                is_dark boolean,
                small smallint,
                obs_start timestamp(6),
                s_region double precision[],
                header jsonb,
                note json,
                doubled double precision generated always as (airmass * 2) stored,
                state text not null default 'new',
                check (airmass <> 666)
            );
            create table cdb_small.ccdexposure (
                day_obs integer not null,
                ccdexposure_id bigint not null,
                exposure_id bigint not null references cdb_small.exposure,
                detector integer,
                primary key (day_obs, ccdexposure_id)
            ) partition by range (day_obs);
            create table cdb_small.no_key (x integer);
            """;

    final Database database;
    final PostgresLedger ledger;

    LedgerFixture() {
        this(Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null)));
        database.write(handle -> handle.execute(TABLES));
    }

    LedgerFixture(Database database) {
        this.database = database;
        this.ledger = new PostgresLedger(database, LedgerFixture::ensure);
    }

    /** One partition a month. */
    static void ensure(Handle handle, TableName table, Set<Part> parts) {
        handle.execute("select pg_advisory_xact_lock(20260115)");
        for (var part : parts) {
            handle.execute(
                    "create table if not exists %s_%s partition of %s for values from (%s) to (%s)"
                            .formatted(table, part.name(), table, part.from(), part.until()));
        }
    }

    static TableRecord exposure(long id, Object... namesAndValues) {
        return record(EXPOSURE, Map.of("exposure_id", new Value.Whole(id)), namesAndValues);
    }

    static TableRecord ccd(int dayObs, long id, Object... namesAndValues) {
        return record(
                CCD,
                Map.of("day_obs", new Value.Whole(dayObs), "ccdexposure_id", new Value.Whole(id)),
                namesAndValues);
    }

    static TableRecord record(TableName table, Map<String, Value> key, Object... namesAndValues) {
        var values = new LinkedHashMap<>(key);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return new TableRecord(UUID.randomUUID(), table, values);
    }

    static Value value(Object plain) {
        return switch (plain) {
            case Value value -> value;
            case Boolean flag -> new Value.Flag(flag);
            case Integer whole -> new Value.Whole(whole);
            case Long whole -> new Value.Whole(whole);
            case Double real -> new Value.Real(real);
            case String text -> new Value.Text(text);
            case double[] reals -> new Value.Reals(reals);
            default -> throw new IllegalArgumentException(plain.toString());
        };
    }

    String one(String sql) {
        return database.write(
                handle -> handle.createQuery(sql).mapTo(String.class).findOne().orElse("none"));
    }

    List<String> all(String sql) {
        return database.write(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Override
    public void close() {
        database.close();
    }
}
