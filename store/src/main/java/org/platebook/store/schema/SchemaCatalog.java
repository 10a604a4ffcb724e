package org.platebook.store.schema;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.database.Listener;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The schemas that are installed, in memory.
 *
 * <p>It looks again when asked for a schema or table that it does not know, so what another process
 * installs is found without a restart; since an installation never takes anything away, what it
 * knows stays right. For a column that it lacks, ask after {@link #refresh}. May be used by many
 * threads.
 */
public final class SchemaCatalog {

    private static final String CHANNEL = "platebook_schema";

    private static final String NEWEST =
            """
            select schema_name, max(installed_id) from platebook.schema_installed
            group by schema_name
            """;

    private static final String FELIS =
            """
            select felis from platebook.schema_installed where installed_id = :id
            """;

    private final Database database;
    private final FelisReader reader = new FelisReader();
    private final AtomicReference<Map<String, Installed>> known = new AtomicReference<>(Map.of());
    private final AtomicBoolean isOutdated = new AtomicBoolean();

    /** A schema, read when it is first asked for: a start asks for few of them. */
    private final class Installed {
        private final long id;
        private final String name;
        private final AtomicReference<@Nullable Schema> read = new AtomicReference<>();

        Installed(long id, String name) {
            this.id = id;
            this.name = name;
        }

        long id() {
            return id;
        }

        Schema schema() {
            var found = read.get();
            if (found != null) {
                return found;
            }
            var text =
                    database.own(
                            handle ->
                                    handle.createQuery(FELIS)
                                            .bind("id", id)
                                            .mapTo(String.class)
                                            .one());
            var parsed = reader.read(name, text, FelisReader.Library.NONE);
            read.set(parsed);
            return parsed;
        }
    }

    /** Reads what is installed. */
    public SchemaCatalog(Database database) {
        this.database = database;
        refresh();
    }

    /** All installed schemas, by name. */
    public List<Schema> schemas() {
        refreshIfOutdated();
        return known.get().values().stream().map(Installed::schema).toList();
    }

    /** The installed schema of this name; case does not matter. */
    public Optional<Schema> schema(String name) {
        return schema(name, _ -> true);
    }

    /**
     * The installed schema of this name, if it is one of those that count. One that does not is
     * looked up anew as one is that is not there, so that the time that it takes tells nothing.
     */
    public Optional<Schema> schema(String name, Predicate<Schema> counts) {
        return found(() -> lookUp(name).filter(counts));
    }

    /** The installed table of this name; case does not matter. */
    public Optional<Table> table(TableName name) {
        return table(name, _ -> true);
    }

    /** The installed table of this name, if it is one of those that count, as for a schema. */
    public Optional<Table> table(TableName name, Predicate<Table> counts) {
        return found(
                () ->
                        lookUp(name.schema())
                                .flatMap(schema -> schema.table(name.table()))
                                .filter(counts));
    }

    private <T> Optional<T> found(Supplier<Optional<T>> lookUp) {
        refreshIfOutdated();
        var found = lookUp.get();
        if (found.isPresent()) {
            return found;
        }
        refresh();
        return lookUp.get();
    }

    /**
     * Hears of what other processes install, so that also a column that they add or take away is
     * known at once.
     *
     * @param outdated is told too; it must neither block nor throw
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public Listener listen(Runnable outdated) {
        return database.listen(
                CHANNEL,
                _ -> {
                    outdate();
                    outdated.run();
                });
    }

    /** Says that what is known may be outdated: it is looked up before it is used. */
    public void outdate() {
        isOutdated.set(true);
    }

    private void refreshIfOutdated() {
        if (isOutdated.getAndSet(false)) {
            refresh();
        }
    }

    /**
     * Reads what has been installed since.
     *
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public void refresh() {
        var before = known.get();
        var now = database.own(handle -> read(handle, before));
        known.accumulateAndGet(now, SchemaCatalog::newer);
    }

    private Map<String, Installed> read(Handle handle, Map<String, Installed> before) {
        var found = new TreeMap<String, Installed>();
        handle.createQuery(NEWEST)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(
                        newest -> {
                            var name = newest.getKey();
                            var id = newest.getValue();
                            var same = before.get(name);
                            found.put(
                                    name,
                                    same != null && same.id() == id
                                            ? same
                                            : new Installed(id, name));
                        });
        return found;
    }

    /** Of two looks at once the later one counts, schema by schema. */
    private static Map<String, Installed> newer(
            Map<String, Installed> one, Map<String, Installed> other) {
        var merged = new TreeMap<>(one);
        other.forEach(
                (name, installed) ->
                        merged.merge(name, installed, (a, b) -> a.id() >= b.id() ? a : b));
        return merged;
    }

    private Optional<Schema> lookUp(String name) {
        return Optional.ofNullable(known.get().get(name.toLowerCase(Locale.ROOT)))
                .map(Installed::schema);
    }
}
