package org.platebook.vo.tap;

import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.store.schema.CatalogueVersion;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueReader;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What each role may see, read again when it changed, once for all who wait. Whether it changed is
 * told by its version in the database, one number. May be used by many threads.
 */
final class Catalogues {

    /** Where no message came for so long, the version is looked up: one may have been lost. */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    private final Database database;
    private final CatalogueVersion version;
    private final InstantSource clock;
    private final Map<Role, Read> known = new ConcurrentHashMap<>();
    private final Map<Role, ReentrantLock> reading = new EnumMap<>(Role.class);
    private final AtomicLong told = new AtomicLong();

    /**
     * A catalogue that was read.
     *
     * @param version of what was read, or of something earlier
     * @param told how many messages of changes had come when the version was looked up
     * @param at when the version was looked up last
     */
    record Read(Catalogue catalogue, long version, long told, Instant at) {}

    Catalogues(Database database, InstantSource clock) {
        this.database = database;
        this.version = new CatalogueVersion(database);
        this.clock = clock;
        for (var role : Role.values()) {
            reading.put(role, new ReentrantLock());
        }
    }

    /** Says that what is known may be outdated, as when a message of a change came. */
    void outdate() {
        told.incrementAndGet();
    }

    /** What a role may see. */
    Read of(Role role) {
        var read = known.get(role);
        return read != null && isBelieved(read) ? read : newest(role);
    }

    /** What a role may see, where there is a newer version of it than was seen. */
    Optional<Read> newerThan(Read seen, Role role) {
        if (version.now() == seen.version()) {
            return Optional.empty();
        }
        outdate();
        return Optional.of(newest(role));
    }

    private boolean isBelieved(Read read) {
        return read.told() == told.get() && read.at().plus(BELIEVED).isAfter(clock.instant());
    }

    /** Those who come meanwhile wait, and find what the first one read. */
    private Read newest(Role role) {
        var lock = Objects.requireNonNull(reading.get(role));
        lock.lock();
        try {
            var read = known.get(role);
            if (read != null && isBelieved(read)) {
                return read;
            }
            var at = clock.instant();
            long toldBefore = told.get();
            long now = version.now();
            var catalogue =
                    read != null && read.version() == now
                            ? read.catalogue()
                            : new CatalogueReader().read(database.reader(role));
            var newest = new Read(catalogue, now, toldBefore, at);
            known.put(role, newest);
            return newest;
        } finally {
            lock.unlock();
        }
    }
}
