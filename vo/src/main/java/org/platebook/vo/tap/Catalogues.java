package org.platebook.vo.tap;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueReader;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** What each role may see, read again when it may have changed. */
final class Catalogues {

    /** After so long, a table that was added or a grant that was given is seen. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final Map<Role, Read> known = new ConcurrentHashMap<>();
    private final Map<Role, ReentrantLock> reading = new EnumMap<>(Role.class);

    private record Read(Catalogue catalogue, Instant at) {}

    Catalogues(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        for (var role : Role.values()) {
            reading.put(role, new ReentrantLock());
        }
    }

    /** What a role may see, as it was at most ten seconds ago; read once for all who wait. */
    Catalogue of(Role role) {
        var fresh = fresh(role);
        if (fresh != null) {
            return fresh;
        }
        var lock = Objects.requireNonNull(reading.get(role));
        lock.lock();
        try {
            var meanwhile = fresh(role);
            return meanwhile == null ? anew(role) : meanwhile;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Catalogue fresh(Role role) {
        var read = known.get(role);
        return read != null && read.at().plus(FRESH).isAfter(clock.instant())
                ? read.catalogue()
                : null;
    }

    /** What a role may see now. */
    Catalogue anew(Role role) {
        var at = clock.instant();
        var catalogue = new CatalogueReader().read(database.reader(role));
        known.put(role, new Read(catalogue, at));
        return catalogue;
    }
}
