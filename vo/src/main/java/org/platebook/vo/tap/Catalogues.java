package org.platebook.vo.tap;

import org.platebook.store.database.Database;
import org.platebook.store.database.Role;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueReader;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each role may see, read again when it may have changed. */
final class Catalogues {

    /** After so long, a table that was added or a grant that was given is seen. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final Map<Role, Read> known = new ConcurrentHashMap<>();

    private record Read(Catalogue catalogue, Instant at) {}

    Catalogues(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a role may see, as it was at most ten seconds ago. */
    Catalogue of(Role role) {
        var read = known.get(role);
        boolean fresh = read != null && read.at().plus(FRESH).isAfter(clock.instant());
        return fresh && read != null ? read.catalogue() : anew(role);
    }

    /** What a role may see now. */
    Catalogue anew(Role role) {
        var at = clock.instant();
        var catalogue = new CatalogueReader().read(database.reader(role));
        known.put(role, new Read(catalogue, at));
        return catalogue;
    }
}
