package org.platebook.store.history;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseFailure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Moments to which reads can go back, by time or by name.
 *
 * <p>What was known at a named moment never changes: naming waits until every transaction that
 * might become known at or before it has ended. May be used by many threads.
 */
public final class Moments {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

    /** So often it is tried to meet no writer, each time for a tenth of a second. */
    private static final int MOST_ATTEMPTS = 300;

    private static final String COLUMNS = "select name, moment, set_at, set_by, reason ";

    private static final String LOCK =
            """
            select pg_advisory_xact_lock(hashtextextended('platebook.moment', 0))::text
            """;

    private static final String SET =
            """
            insert into platebook.moment (name, moment, set_by, reason)
            select :name, coalesce(cast(:moment as timestamptz), clock_timestamp()), :by, :reason
            on conflict (name) do nothing
            """;

    private final Database database;
    private final InstantSource clock;
    private final Map<String, Named> found = new ConcurrentHashMap<>();

    public Moments(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A moment with a name.
     *
     * @param name lower-case letters, digits, dots, dashes and underscores, a letter first
     * @param moment what it names
     * @param setAt when it was named
     * @param setBy by whom
     * @param reason what for; null where not told
     */
    public record Named(
            String name, Instant moment, Instant setAt, String setBy, @Nullable String reason) {}

    /**
     * Names a moment for ever.
     *
     * @param moment null for the present moment
     * @throws Refused moment.name, moment.future
     * @throws Clash moment.taken when the name is another moment's; moment.busy when writers did
     *     not pause for half a minute
     */
    public Named set(String name, @Nullable Instant moment, String by, @Nullable String reason) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused(
                    HistoryCode.MOMENT_NAME,
                    "a moment is named by a lower-case letter and up to 62 letters, digits, dots,"
                            + " dashes or underscores, not '%s'".formatted(name));
        }
        requirePast(moment);
        for (int attempt = 1; ; attempt++) {
            try {
                return database.write(handle -> set(handle, name, moment, by, reason));
            } catch (RuntimeException e) {
                if (!DatabaseFailure.isLockTimeout(e)) {
                    throw e;
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw new Clash(
                            HistoryCode.MOMENT_BUSY,
                            "writers were busy all the while, so that no moment could be named:"
                                    + " try again",
                            e);
                }
            }
        }
    }

    private static Named set(
            Handle handle,
            String name,
            @Nullable Instant moment,
            String by,
            @Nullable String reason) {
        handle.execute("set local lock_timeout = '100ms'");
        handle.createQuery(LOCK).mapTo(String.class).one();
        int made =
                handle.createUpdate(SET)
                        .bind("name", name)
                        .bind("moment", moment == null ? null : moment.atOffset(ZoneOffset.UTC))
                        .bind("by", by)
                        .bind("reason", reason)
                        .execute();
        var named = find(handle, name).orElseThrow();
        if (made == 0 && !named.moment().equals(moment)) {
            throw new Clash(
                    HistoryCode.MOMENT_TAKEN,
                    "the moment '%s' is %s, and stays so".formatted(name, named.moment()));
        }
        return named;
    }

    /** All named moments, the newest first. */
    public List<Named> all() {
        return database.own(
                handle ->
                        handle.createQuery(COLUMNS + "from platebook.moment order by moment desc")
                                .map((row, _) -> named(row))
                                .list());
    }

    /** The moment of this name; once found it is kept, as it never changes. */
    public Optional<Named> find(String name) {
        var known = found.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var read = database.own(handle -> find(handle, name));
        read.ifPresent(named -> found.put(name, named));
        return read;
    }

    /**
     * The moment that a text means: a time, as in "2026-03-01T00:00:00Z" (UTC where it says no
     * zone; the first moment of the day where it says no time), or the name of one.
     *
     * @throws Missing moment.unknown when no moment has this name
     * @throws Refused moment.future when it lies ahead: what will be known is not known
     */
    public Instant meant(String text) {
        var moment = time(text.strip());
        if (moment == null) {
            return find(text.strip())
                    .orElseThrow(
                            () ->
                                    new Missing(
                                            HistoryCode.MOMENT_UNKNOWN,
                                            "'%s' is neither a time, as in 2026-03-01T00:00:00Z,"
                                                            .formatted(text)
                                                    + " nor the name of a moment"))
                    .moment();
        }
        requirePast(moment);
        return moment;
    }

    private static @Nullable Instant time(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        try {
            if (text.length() == "2026-03-01".length()) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return hasZone(text)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new Refused(
                    HistoryCode.MOMENT_SYNTAX,
                    "'%s' is no time as in 2026-03-01T00:00:00Z".formatted(text),
                    e);
        }
    }

    private static boolean hasZone(String text) {
        return text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d");
    }

    private void requirePast(@Nullable Instant moment) {
        if (moment != null && moment.isAfter(clock.instant())) {
            throw new Refused(
                    HistoryCode.MOMENT_FUTURE,
                    "%s lies ahead: nothing is known of it yet".formatted(moment));
        }
    }

    private static Optional<Named> find(Handle handle, String name) {
        return handle.createQuery(COLUMNS + "from platebook.moment where name = :name")
                .bind("name", name)
                .map((row, _) -> named(row))
                .findOne();
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getString("name"),
                row.getObject("moment", OffsetDateTime.class).toInstant(),
                row.getObject("set_at", OffsetDateTime.class).toInstant(),
                row.getString("set_by"),
                row.getString("reason"));
    }
}
