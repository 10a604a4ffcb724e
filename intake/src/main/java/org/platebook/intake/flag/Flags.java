package org.platebook.intake.flag;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.RecordIds;
import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.Scope;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Marks exposures and visits, and takes marks away. A mark may come before the exposure that it is
 * about: it is kept, and shows when the exposure comes. Every earlier mark stays in the history.
 */
public final class Flags {

    /** The source whose tables these are. */
    public static final String SOURCE = "observers";

    private static final String MARKS =
            """
            select mark.*, subject.%4$s is not null as is_stored
            from %2$s as mark
            left join %3$s as subject on subject.%4$s = mark.%1$s
            """;

    private static final String SOME = MARKS + "where mark.%1$s = any (:ids) order by mark.%1$s";

    private static final String CHOSEN =
            MARKS
                    + """
                    where (cast(:word as text) is null or mark.flag = :word)
                      and (cast(:tag as text) is null
                           or :tag = any (string_to_array(mark.flag_tags, ' ')))
                      and (cast(:day as integer) is null or subject.%5$s = :day)
                    order by mark.%1$s
                    """;

    private final Ledger ledger;
    private final InstantSource clock;

    public Flags(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How many marks changed.
     *
     * @param changed that are new or say something else than before
     * @param unchanged that were there just so
     * @param awaited of all of them, whose exposure or visit is not stored yet
     */
    public record Summary(int changed, int unchanged, int awaited) {}

    /**
     * Which marks to list.
     *
     * @param word only these; null for all
     * @param tag only with this tag; null for all
     * @param dayObs only of this night, of what is stored; null for all
     */
    public record Choice(Mark.@Nullable Word word, @Nullable String tag, @Nullable Integer dayObs) {

        public static final Choice ALL = new Choice(null, null, null);
    }

    /**
     * Marks exposures or visits, each with its mark; what is marked just so stays as it is, author
     * and moment included.
     *
     * @throws org.platebook.model.failure.Refused when a mark does not fit into its table
     */
    public Summary set(
            Schema schema,
            Subject subject,
            Map<Long, Mark> marks,
            String author,
            Provenance provenance) {
        return ledger.transact(
                provenance,
                scope -> {
                    var before = marked(scope, schema, subject, marks.keySet());
                    var records = new ArrayList<TableRecord>();
                    marks.forEach(
                            (id, mark) -> {
                                var known = before.get(id);
                                if (known == null || !known.mark().equals(mark)) {
                                    records.add(record(schema, subject, id, mark, author));
                                }
                            });
                    if (!records.isEmpty()) {
                        scope.write(records);
                    }
                    long here =
                            marked(scope, schema, subject, marks.keySet()).values().stream()
                                    .filter(Marked::isStored)
                                    .count();
                    return new Summary(
                            records.size(),
                            marks.size() - records.size(),
                            marks.size() - (int) here);
                });
    }

    /**
     * Takes marks away; they stay in the history.
     *
     * @return how many there were
     */
    public int clear(Schema schema, Subject subject, Collection<Long> ids, Provenance provenance) {
        return ledger.transact(
                provenance,
                scope ->
                        (int)
                                ids.stream()
                                        .filter(
                                                id ->
                                                        scope.withdraw(
                                                                subject.flags(schema),
                                                                Map.of(
                                                                        subject.key(schema),
                                                                        new Value.Whole(id))))
                                        .count());
    }

    /** The mark of one exposure or visit. */
    public Optional<Marked> of(Handle handle, Schema schema, Subject subject, long id) {
        return Optional.ofNullable(marked(handle, schema, subject, List.of(id)).get(id));
    }

    /** Marks in the order of their exposures or visits. */
    public List<Marked> list(Handle handle, Schema schema, Subject subject, Choice choice) {
        var word = choice.word();
        var key = subject.key(schema);
        return handle.createQuery(subject.sql(CHOSEN, schema))
                .bind("word", word == null ? null : word.stored())
                .bind("tag", choice.tag())
                .bind("day", choice.dayObs())
                .map((row, _) -> marked(row, key))
                .list();
    }

    private static Map<Long, Marked> marked(
            Scope scope, Schema schema, Subject subject, Collection<Long> ids) {
        return scope.read(handle -> marked(handle, schema, subject, ids));
    }

    private static Map<Long, Marked> marked(
            Handle handle, Schema schema, Subject subject, Collection<Long> ids) {
        var found = new LinkedHashMap<Long, Marked>();
        var key = subject.key(schema);
        handle.createQuery(subject.sql(SOME, schema))
                .bind("ids", ids.toArray(Long[]::new))
                .map((row, _) -> marked(row, key))
                .forEach(one -> found.put(one.id(), one));
        return found;
    }

    private static Marked marked(ResultSet row, String key) throws SQLException {
        var tags = row.getString("flag_tags");
        var saidAt = row.getTimestamp("flag_said_at").toLocalDateTime().toString();
        return new Marked(
                row.getLong(key),
                new Mark(
                        Mark.Word.of(row.getString("flag")),
                        row.getString("flag_reason"),
                        tags == null || tags.isEmpty() ? List.of() : List.of(tags.split(" ", -1))),
                row.getString("flag_author"),
                Tai.parse(saidAt),
                row.getBoolean("is_stored"));
    }

    private TableRecord record(Schema schema, Subject subject, long id, Mark mark, String author) {
        var values = new LinkedHashMap<String, Value>();
        values.put(subject.key(schema), new Value.Whole(id));
        values.put("flag", new Value.Text(mark.word().stored()));
        values.put("flag_reason", text(mark.reason()));
        values.put("flag_author", new Value.Text(author));
        values.put("flag_tags", text(mark.tags().isEmpty() ? null : String.join(" ", mark.tags())));
        values.put("flag_said_at", new Value.SkyTime(Tai.of(clock.instant())));
        return new TableRecord(RecordIds.next(), subject.flags(schema), values);
    }

    private static Value text(@Nullable String text) {
        return text == null ? Value.CLEARED : new Value.Text(text);
    }
}
