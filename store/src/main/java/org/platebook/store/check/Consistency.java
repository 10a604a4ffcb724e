package org.platebook.store.check;

import org.jdbi.v3.core.Handle;
import org.platebook.model.record.TableName;
import org.platebook.store.database.Database;
import org.platebook.store.schema.SchemaAgreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Whether all of a database agrees with itself: versions of a row follow one another, each was made
 * by a Record that the journal holds, all that the journal holds is there, references have targets,
 * and TAP_SCHEMA tells of what is there.
 *
 * <p>Everything is read as of one moment, beside readers and writers, and nothing is changed.
 */
public final class Consistency {

    private static final String ONE_MOMENT = "set transaction isolation level repeatable read";

    private static final String TABLES =
            """
            select n.nspname, c.relname, array(
                select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(num, place)
                join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num order by k.place) as key
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_index i on i.indrelid = c.oid and i.indisprimary
            where c.relkind in ('r', 'p') and not c.relispartition
                and to_regclass(format('%I.%I', n.nspname || '_history', c.relname || '_closed')) is not null
                and not exists (
                    select from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname <> '_known_from' and not starts_with(a.attname::text, '_sky_')
                        and not exists (
                            select from pg_attribute h
                            where h.attrelid = to_regclass(format('%I.%I', n.nspname || '_history', c.relname || '_closed'))
                                and h.attname = a.attname and not h.attisdropped))
            order by 1, 2
            """;

    private final Database database;

    public Consistency(Database database) {
        this.database = database;
    }

    /** How far to look. */
    public enum Depth {
        /** Without what the entries of the journal hold. */
        QUICK,
        /** Every Record of the journal is looked for among the rows. */
        WHOLE
    }

    /**
     * Looks at everything.
     *
     * @param progress hears what is looked at next, as in "cdb_lsstcam.exposure"
     * @return what cannot be right; empty where all is in order
     * @throws org.platebook.model.failure.Unreachable when the database does not answer
     */
    public List<Finding> findings(Depth depth, Consumer<String> progress) {
        return database.write(
                handle -> {
                    handle.execute(ONE_MOMENT);
                    var findings = new ArrayList<Finding>();
                    for (var table : tables(handle)) {
                        findings.addAll(ofTable(handle, table, depth, progress));
                    }
                    progress.accept("schemas and TAP_SCHEMA");
                    SchemaAgreement.look(
                            handle,
                            (subject, count, sentence) ->
                                    add(findings, new Finding(subject, count, sentence)));
                    progress.accept("journal");
                    for (var rule : SiteRule.values()) {
                        findings.addAll(ofSite(handle, rule));
                    }
                    progress.accept("references");
                    findings.addAll(ForeignKeys.findings(handle));
                    return List.copyOf(findings);
                });
    }

    private static List<CheckedTable> tables(Handle handle) {
        return handle.createQuery(TABLES)
                .map(
                        (row, _) ->
                                new CheckedTable(
                                        new TableName(row.getString(1), row.getString(2)),
                                        List.of((String[]) row.getArray(3).getArray())))
                .list();
    }

    private static List<Finding> ofTable(
            Handle handle, CheckedTable table, Depth depth, Consumer<String> progress) {
        var name = table.name().toString();
        progress.accept(name);
        var findings = new ArrayList<Finding>();
        for (var rule : TableRule.values()) {
            long count = handle.createQuery(rule.sql(table)).mapTo(Long.class).one();
            add(findings, new Finding(name, count, rule.sentence()));
        }
        if (depth == Depth.WHOLE) {
            JournalCheck.discrepancies(
                            handle,
                            table.name(),
                            records ->
                                    progress.accept(
                                            String.format(
                                                    Locale.ROOT, "%s: %,d Records", name, records)))
                    .forEach(
                            (sentence, count) -> add(findings, new Finding(name, count, sentence)));
        }
        return findings;
    }

    private static List<Finding> ofSite(Handle handle, SiteRule rule) {
        return handle
                .createQuery(rule.sql())
                .map((row, _) -> new Finding(row.getString(1), row.getLong(2), rule.sentence()))
                .list()
                .stream()
                .filter(finding -> finding.count() > 0)
                .toList();
    }

    private static void add(List<Finding> findings, Finding finding) {
        if (finding.count() > 0) {
            findings.add(finding);
        }
    }
}
