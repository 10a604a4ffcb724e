package org.platebook.store.check;

/** What must hold of the database as a whole; each statement answers subjects with counts. */
enum SiteRule {
    ENTRY_COUNT(
            "entries of the journal with more or fewer Records than they say",
            """
            select 'platebook.journal', count(*) from (
                select j.journal_id from platebook.journal j
                left join platebook.journal_record r using (journal_id)
                group by j.journal_id, j.record_count
                having count(r.record_id) <> j.record_count) e
            """),
    NO_ENTRY(
            "Records whose entry is not in the journal",
            """
            select 'platebook.journal_record', count(*) from platebook.journal_record r
            where not exists (select from platebook.journal j where j.journal_id = r.journal_id)
            """),
    NO_TABLE(
            "entries of the journal for a table that is not there",
            """
            select j.schema_name || '.' || j.table_name, count(*) from platebook.journal j
            where to_regclass(format('%I.%I', j.schema_name, j.table_name)) is null
            group by 1
            """),
    NO_ANSWER(
            "requests with a key that were written without an answer",
            "select 'platebook.request', count(*) from platebook.request where answer is null"),
    WRITTEN_AND_HELD(
            "Records that wait in the quarantine although they were written",
            """
            select 'platebook.quarantine', count(*) from platebook.quarantine q
            join platebook.journal_record r using (record_id)
            where q.replayed_at is null and q.discarded_at is null
            """),
    MOMENT_AHEAD(
            "named moments that lie ahead",
            """
            select 'platebook.moment', count(*) from platebook.moment
            where moment > clock_timestamp() + interval '1 hour'
            """),
    FELIS_CHANGED(
            "schemas whose recorded text is not what its check sum says",
            """
            select schema_name, count(*) from platebook.schema_installed
            where encode(sha256(convert_to(felis, 'UTF8')), 'hex') <> sha256
            group by 1
            """),
    NO_HISTORY(
            "tables without a history",
            """
            select n.nspname || '.' || c.relname, 1
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in (select schema_name from platebook.schema_installed)
                and c.relkind in ('r', 'p') and not c.relispartition
                and exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
                and to_regclass(format('%I.%I', n.nspname || '_history', c.relname || '_closed')) is null
            """),
    LESS_HISTORY(
            "columns that are not kept in the history of their table, which is not looked at further",
            """
            select n.nspname || '.' || c.relname, count(*)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname in (select schema_name from platebook.schema_installed)
                and c.relkind in ('r', 'p') and not c.relispartition and a.attname <> '_known_from' and not starts_with(a.attname::text, '_sky_')
                and to_regclass(format('%I.%I', n.nspname || '_history', c.relname || '_closed')) is not null
                and not exists (
                    select from pg_attribute h
                    where h.attrelid = to_regclass(format('%I.%I', n.nspname || '_history', c.relname || '_closed'))
                        and h.attname = a.attname and not h.attisdropped)
            group by 1
            """),
    NO_PRESENT(
            "histories of a table that is not there",
            """
            select n.nspname || '.' || c.relname, 1
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname like '%\\_history' and c.relname like '%\\_closed'
                and c.relkind in ('r', 'p') and not c.relispartition
                and to_regclass(format('%I.%I', regexp_replace(n.nspname, '_history$', ''),
                    regexp_replace(c.relname, '_closed$', ''))) is null
            """),
    TOLD_NOT_THERE(
            "tables that TAP_SCHEMA tells of and that are not there",
            """
            select t.table_name, 1 from tap_schema.tables t
            where to_regclass(t.table_name) is null
            """),
    COLUMN_NOT_THERE(
            "columns that TAP_SCHEMA tells of and that are not there",
            """
            select c.table_name, count(*) from tap_schema.columns c
            where to_regclass(c.table_name) is not null
                and not exists (select from pg_attribute a
                    where a.attrelid = to_regclass(c.table_name) and a.attnum > 0 and not a.attisdropped
                        and a.attname = trim(both '"' from c.column_name))
            group by 1
            """),
    BROKEN_INDEX(
            "indexes that are not valid",
            """
            select indexrelid::regclass::text, 1 from pg_index
            where not (indisvalid and indisready)
            """),
    BROKEN_PAGE(
            "pages whose check sum is wrong",
            "select datname, checksum_failures from pg_stat_database where datname = current_database()");

    private final String sentence;
    private final String sql;

    SiteRule(String sentence, String sql) {
        this.sentence = sentence;
        this.sql = sql;
    }

    String sentence() {
        return sentence;
    }

    /** Answers rows of a subject and a count. */
    String sql() {
        return sql;
    }
}
