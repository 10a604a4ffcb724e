package org.platebook.rest.exposures;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.sse.SseSink;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.felis.ColumnRole;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableName;
import org.platebook.model.record.Value;
import org.platebook.rest.camera.CameraReader;
import org.platebook.rest.camera.Row;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.store.change.Changes;
import org.platebook.store.change.RowChange;
import org.platebook.store.database.Role;
import org.platebook.store.sql.LevelSql;
import org.platebook.store.sql.SqlText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tells listeners which exposures are new or changed, as server-sent events.
 *
 * <p>Events: "exposure" for each exposure, "many" when there were too many to tell one by one,
 * "reload" when more may have changed and nobody says what, and a comment from time to time, by
 * which a listener that went away is found out.
 */
public final class Events implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final String DAYS =
            "select {exposure:exposure_id} as exposure_id, {exposure:day_obs} as day_obs from {exposure}"
                    + " where {exposure:exposure_id} = any(:ids)";

    private static final String MEMBERS =
            "select {visit_exposure:exposure_id} from {visit_exposure}"
                    + " where {visit_exposure:visit_id} = any(:ids)";

    /** Above this, a listener does better to ask for the whole night again. */
    private static final int MANY = 500;

    private static final int WAITING_BATCHES = 10_000;
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final Map<Role, CameraReader> cameras;
    private final Changes.Watch watch;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<List<RowChange>> batches =
            new LinkedBlockingQueue<>(WAITING_BATCHES);
    private final Thread teller;

    /**
     * @param cameras what each role may see of them
     */
    public Events(Map<Role, CameraReader> cameras, Changes changes) {
        this.cameras = cameras;
        this.teller = Thread.ofVirtual().name("event-teller").start(this::tell);
        this.watch = changes.watch(this::take, this::reload);
    }

    /** One exposure that is new or changed. */
    record Changed(String instrument, @Nullable Integer dayObs, long exposureId) {}

    /**
     * What a listener is told.
     *
     * @param name the kind of event; empty ends the stream
     * @param instrument empty where it is of all
     */
    private record Told(String name, String instrument, String json) {

        static final Told END = new Told("", "", "");

        /** More may have changed than is told. */
        static final Told RELOAD = new Told("reload", "", "{}");
    }

    /** Tells one listener what its role may see, until it goes away or the site stops. */
    public void listen(SseSink sink, Role role, @Nullable String instrument) {
        var listener = new Listener(role, instrument);
        listeners.add(listener);
        try (sink) {
            sink.emit(SseEvent.builder().comment("here").build());
            for (var told = listener.next(); !isEnd(told); told = listener.next()) {
                sink.emit(event(told));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            LOG.atDebug().setCause(e).log("a listener went away");
        } finally {
            listeners.remove(listener);
        }
    }

    @Override
    public void close() {
        watch.close();
        teller.interrupt();
        listeners.forEach(listener -> listener.hear(Told.END));
    }

    private static boolean isEnd(@Nullable Told told) {
        return told != null && told.name().isEmpty();
    }

    private static SseEvent event(@Nullable Told told) {
        return told == null
                ? SseEvent.builder().comment("still here").build()
                : SseEvent.builder().name(told.name()).data(told.json()).build();
    }

    /** Called by whoever writes: must neither block nor throw. */
    private void take(List<RowChange> changes) {
        if (!listeners.isEmpty() && !batches.offer(changes)) {
            LOG.warn("changes come faster than they are told; listeners are told to reload");
            reload();
        }
    }

    /** Must neither block nor throw. */
    private void reload() {
        listeners.forEach(listener -> listener.hear(Told.RELOAD));
    }

    private void tell() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var first = batches.take();
                var gathered = new ArrayList<List<RowChange>>();
                gathered.add(first);
                batches.drainTo(gathered);
                bySchema(gathered).forEach(this::tellOf);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .setCause(e)
                        .log("changes could not be told; listeners are told to reload");
                reload();
            }
        }
    }

    /**
     * What changed of one camera.
     *
     * @param exposures themselves
     * @param visits of which something else changed than which exposures they have
     * @param unnamed tables of which so many rows changed that nobody says which
     */
    private record Touched(Set<Long> exposures, Set<Long> visits, Set<TableName> unnamed) {

        static Touched nothing() {
            return new Touched(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        /** What changed of the tables of a camera. */
        static Touched of(Schema schema, List<RowChange> changes) {
            var touched = nothing();
            changes.forEach(change -> touched.add(schema, change));
            return touched;
        }

        private void add(Schema schema, RowChange change) {
            var key = change.key();
            if (number(schema, change, Level.EXPOSURE, ColumnRole.EXPOSURE_ID)
                    instanceof Value.Whole(long id)) {
                exposures.add(id);
            } else if (number(schema, change, Level.VISIT, ColumnRole.VISIT_ID)
                    instanceof Value.Whole(long id)) {
                visits.add(id);
            } else if (key.isEmpty()) {
                unnamed.add(change.table());
            }
        }

        /** Of a table that only the site knows, keys are called as in the first of the level. */
        private static @Nullable Value number(
                Schema schema, RowChange change, Level level, ColumnRole role) {
            var table =
                    schema.table(change.table().table())
                            .orElseGet(() -> schema.levels().first(level));
            return table.column(role)
                    .map(column -> change.key().get(SqlText.stored(column.name())))
                    .orElse(null);
        }
    }

    /** What changed, by the schema that holds it. */
    private static Map<String, List<RowChange>> bySchema(List<List<RowChange>> gathered) {
        var changed = new LinkedHashMap<String, List<RowChange>>();
        for (var changes : gathered) {
            for (var change : changes) {
                changed.computeIfAbsent(change.table().schema(), _ -> new ArrayList<>())
                        .add(change);
            }
        }
        return changed;
    }

    /** Exposures of schemas that are no camera's, such as those of trial runs, are not told. */
    private void tellOf(String schema, List<RowChange> changes) {
        var known = cameras.values().iterator().next();
        if (known.isCamera(schema)) {
            tell(schema, Touched.of(known.named(schema), changes));
        }
    }

    private void tell(String schema, Touched touched) {
        if (!touched.unnamed().isEmpty()) {
            reload();
            return;
        }
        listeners.stream()
                .map(Listener::role)
                .distinct()
                .forEach(role -> tell(role, camerasOf(role), schema, touched));
    }

    private CameraReader camerasOf(Role role) {
        return Objects.requireNonNull(cameras.get(role));
    }

    private void tell(Role role, CameraReader seen, String schema, Touched touched) {
        var instrument = CameraReader.nameOf(seen.named(schema));
        var ids = new LinkedHashSet<>(touched.exposures());
        ids.addAll(members(seen, instrument, touched.visits()));
        var changed = changed(seen, instrument, ids);
        if (changed.size() > MANY) {
            var json =
                    JsonAnswer.text(Map.of("instrument", instrument, "exposures", changed.size()));
            tell(role, new Told("many", instrument, json));
            return;
        }
        for (var one : changed) {
            tell(role, new Told(Level.EXPOSURE.word(), instrument, JsonAnswer.text(one)));
        }
    }

    private void tell(Role role, Told told) {
        listeners.stream()
                .filter(listener -> listener.role() == role)
                .forEach(listener -> listener.hear(told));
    }

    /** The exposures of visits; none where the role may not see them. */
    private static List<Long> members(CameraReader seen, String instrument, Set<Long> visits) {
        if (visits.isEmpty()) {
            return List.of();
        }
        try {
            return seen.read(
                    instrument,
                    (handle, schema) ->
                            handle.createQuery(LevelSql.inPath(schema).text(MEMBERS))
                                    .bind("ids", visits.toArray(Long[]::new))
                                    .mapTo(Long.class)
                                    .list());
        } catch (Missing hidden) {
            return List.of();
        }
    }

    /** Those of the exposures that the role may see; none where it may not see the camera. */
    private static List<Changed> changed(CameraReader seen, String instrument, Set<Long> ids) {
        try {
            return seen.read(
                    instrument,
                    (handle, schema) ->
                            handle.createQuery(LevelSql.inPath(schema).text(DAYS))
                                    .bind("ids", ids.toArray(Long[]::new))
                                    .map(
                                            (row, _) ->
                                                    new Changed(
                                                            instrument,
                                                            Row.number(row, "day_obs"),
                                                            row.getLong("exposure_id")))
                                    .list());
        } catch (Missing hidden) {
            return List.of();
        }
    }

    /** Somebody who listens, and what is still to be told. */
    private static final class Listener {

        private static final int PATIENCE = 5_000;

        private final Role role;
        private final @Nullable String instrument;
        private final BlockingQueue<Told> waiting = new LinkedBlockingQueue<>(PATIENCE);

        Listener(Role role, @Nullable String instrument) {
            this.role = role;
            this.instrument = instrument;
        }

        Role role() {
            return role;
        }

        void hear(Told told) {
            boolean meant =
                    instrument == null
                            || told.instrument().isEmpty()
                            || instrument.equals(told.instrument());
            if (meant && !waiting.offer(told)) {
                waiting.clear();
                waiting.add(Told.END);
            }
        }

        /** The next event; null when a sign of life is due. */
        @Nullable Told next() throws InterruptedException {
            return waiting.poll(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
