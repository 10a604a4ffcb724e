package org.platebook.store.check;

/** What must hold of a table and its history; each statement counts what breaks the rule. */
enum TableRule {
    CLOSED_OVERLAP(
            "closed versions of one row overlap",
            """
            select count(*) from (
                select lower(known) < lag(upper(known)) over (partition by {key} order by lower(known)) as is_early
                from {closed}) v
            where is_early
            """),
    PRESENT_OVERLAP(
            "closed versions are known after the present one of their row began",
            """
            select count(*)
            from {table} t
            join {closed} c on {match}
            where upper(c.known) > t._known_from
            """),
    AHEAD(
            "rows become known only in the future",
            "select count(*) from {table} where _known_from > clock_timestamp() + interval '1 hour'"),
    UNJOURNALED(
            "versions made or ended by Records that the journal lacks",
            """
            select count(*) from (
                select _record_id from {table}
                union all select _record_id from {closed}
                union all select _ended_by from {closed} where _ended_by is not null or _ended_source <> 'schema') v
            where not exists (select from platebook.journal_record r where r.record_id = v._record_id)
            """),
    ELSEWHERE(
            "versions whose Record the journal holds for another table, or as written later",
            """
            select count(*) from {versions} v
            join platebook.journal_record r on r.record_id = v._record_id
            join platebook.journal j using (journal_id)
            where (j.schema_name, j.table_name) is distinct from ('{schema}', '{name}')
                or v.known_from < j.written_at
            """),
    MOMENTS(
            "entries of the journal whose Records became known at several moments",
            """
            select count(*) from (
                select r.journal_id from {versions} v
                join platebook.journal_record r on r.record_id = v._record_id
                where not exists (
                    select from {closed} c
                    where c._ended_by is null and c._ended_source = 'schema'
                        and c._record_id = v._record_id and upper(c.known) = v.known_from)
                group by r.journal_id
                having count(distinct v.known_from) > 1) e
            """);

    private static final String VERSIONS =
            """
            (select _record_id, _known_from as known_from from {table}
                union all select _record_id, lower(known) from {closed})""";

    private final String sentence;
    private final String sql;

    TableRule(String sentence, String sql) {
        this.sentence = sentence;
        this.sql = sql;
    }

    String sentence() {
        return sentence;
    }

    /** Its statement for one table; it answers one number. */
    String sql(CheckedTable table) {
        return sql.replace("{versions}", VERSIONS)
                .replace("{table}", table.quoted())
                .replace("{closed}", table.quotedClosed())
                .replace("{key}", table.keyList())
                .replace("{match}", table.keyMatch("t", "c"))
                .replace("{schema}", table.name().schema().replace("'", "''"))
                .replace("{name}", table.name().table().replace("'", "''"));
    }
}
