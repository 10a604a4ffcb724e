package org.platebook.store.ledger;

import org.jspecify.annotations.Nullable;
import org.platebook.model.record.Provenance;
import org.platebook.store.database.UncheckedSql;
import org.platebook.store.shape.TableShapes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * The moment at which all that one transaction writes becomes known, so that a read as of any
 * moment sees the transaction whole or not at all.
 *
 * <p>It is taken when the rows to be changed are held already, and lies after all that is known of
 * them, after the newest entry of the journal and after every named moment, however the clock may
 * have been set back.
 */
final class WritingMoment {

    private static final String TAKE =
            """
            with held as materialized (
                select pg_advisory_xact_lock_shared(hashtextextended('platebook.moment', 0))
            ), taken as materialized (
                select greatest(
                    clock_timestamp(),
                    cast(? as timestamptz) + interval '1 microsecond',
                    (select written_at + interval '1 microsecond'
                        from platebook.journal order by journal_id desc limit 1),
                    (select max(moment) + interval '1 microsecond' from platebook.moment)) as moment
                from held
            )
            select moment, set_config('platebook.known_from', moment::text, true),
                set_config('platebook.source', ?, true),
                (select max(installed_id) from platebook.schema_installed)
            from taken
            """;

    /** A schema was installed since the tables were looked up. */
    static final class SchemaMoved extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final long installations;

        SchemaMoved(long installations) {
            super("a schema was installed since the tables were looked up");
            this.installations = installations;
        }

        /** How many installations there were by now. */
        long installations() {
            return installations;
        }
    }

    /** Another transaction made a row known after the moment of this one. */
    static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Instant latest;

        Overtaken(Instant latest) {
            super("a row became known at " + latest + ", after the moment of this transaction");
            this.latest = latest;
        }

        /** The next attempt must take a later moment than this. */
        Instant latest() {
            return latest;
        }
    }

    private final Connection connection;
    private final Provenance provenance;
    private final TableShapes shapes;
    private final @Nullable Instant floor;
    private @Nullable Instant moment;

    /**
     * @param shapes the tables that are written, which must be as they were looked up: what a row
     *     was is kept column by column
     * @param floor a moment before which this one must not lie; null where there is none
     */
    WritingMoment(
            Connection connection,
            Provenance provenance,
            TableShapes shapes,
            @Nullable Instant floor) {
        this.shapes = shapes;
        this.connection = connection;
        this.provenance = provenance;
        this.floor = floor;
    }

    /**
     * Takes the moment, when rows are held.
     *
     * @param latest when the newest of the rows that others wrote became known; null for none
     * @throws Overtaken when the moment is taken already and lies before
     * @throws SchemaMoved when the tables must be looked up again
     */
    void take(@Nullable Instant latest) {
        if (moment == null) {
            moment = taken(later(floor, latest));
        } else if (latest != null && !latest.isBefore(moment)) {
            throw new Overtaken(latest);
        }
    }

    /** Takes a moment of the past, at which what is written now was written first. */
    void take(Instant past, String source) {
        try (var statement =
                connection.prepareStatement(
                        """
                        select set_config('platebook.known_from', cast(? as timestamptz)::text, true),
                            set_config('platebook.source', ?, true)
                        """)) {
            statement.setObject(1, past.atOffset(ZoneOffset.UTC));
            statement.setString(2, source);
            statement.execute();
            moment = past;
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    /** Lets the next write take a moment of its own. */
    void end() {
        moment = null;
    }

    /** The moment, once it is taken. */
    Instant moment() {
        return Objects.requireNonNull(moment, "nothing was written yet");
    }

    private Instant taken(@Nullable Instant after) {
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setObject(1, after == null ? null : after.atOffset(ZoneOffset.UTC));
            statement.setString(2, provenance.source());
            try (var row = statement.executeQuery()) {
                row.next();
                long installations = row.getLong(4);
                if (installations != shapes.installations()) {
                    throw new SchemaMoved(installations);
                }
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new UncheckedSql(e);
        }
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other;
        }
        return other == null || one.isAfter(other) ? one : other;
    }
}
