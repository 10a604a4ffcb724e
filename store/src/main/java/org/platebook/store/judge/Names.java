package org.platebook.store.judge;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.platebook.store.database.Database;
import org.platebook.store.database.Role;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what a query refers to against what is allowed and what a role may see. */
final class Names {

    /**
     * Relations and columns that are not there for the role that asks; of a column 0, the whole
     * row, and null, none of them.
     */
    private static final String HIDDEN_COLUMNS =
            """
            select exists (
                select
                from unnest(:relations, :columns::int2[]) as asked(relation, attribute)
                left join pg_class c on c.oid = asked.relation and c.relkind in ('r', 'p', 'v', 'm')
                left join pg_namespace n on n.oid = c.relnamespace
                where c.oid is null
                    or n.nspname not in ('pg_catalog', 'information_schema')
                        and (n.nspname = 'platebook'
                            or not has_schema_privilege(n.oid, 'usage')
                            or not case
                                when asked.attribute is null then has_any_column_privilege(c.oid, 'select')
                                when asked.attribute = 0 then not exists (
                                    select from pg_attribute a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                        and not has_column_privilege(c.oid, a.attnum, 'select'))
                                else has_column_privilege(c.oid, asked.attribute, 'select')
                            end))
            """;

    /** Of types that are rows of tables; those of the server's own tables are not among them. */
    private static final String RELATIONS_OF_TYPES =
            """
            select t.oid as type, c.oid as relation
            from pg_type t
            left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
            join pg_class c on c.oid = coalesce(nullif(t.typrelid, 0), e.typrelid)
            join pg_namespace n on n.oid = c.relnamespace
            where t.oid = any (:some) and n.nspname not in ('pg_catalog', 'information_schema')
            """;

    /** The server's own catalogue, which no query reads. */
    private static final String CATALOGUE =
            """
            select relname from pg_class
            where oid = any (:some)
                and relnamespace in (
                    select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema'))
            """;

    /** Functions that give a table as it was, each with whether its schema is hidden. */
    private static final String OTHER_FUNCTIONS =
            """
            select p.oid, p.proname, n.nspname,
                n.nspname like '%\\_history' and p.proname like '%\\_at'
                    and p.proowner = n.nspowner and p.provolatile <> 'v' and not p.prosecdef as is_past,
                n.nspname <> 'pg_catalog' and not (has_schema_privilege(:role, n.oid, 'usage')
                    and has_function_privilege(:role, p.oid, 'execute')) as is_hidden
            from pg_proc p
            join pg_namespace n on n.oid = p.pronamespace
            where p.oid = any (:some)
            """;

    private static final String OTHER_OPERATORS =
            "select distinct oprname from pg_operator where oid = any (:some)";

    private static final String OTHER_TYPES =
            "select format_type(oid, null) from pg_type where oid = any (:some)";

    private static final int WHOLE_ROW = 0;

    private final Database database;
    private final AllowedSql allowed;

    Names(Database database, AllowedSql allowed) {
        this.database = database;
        this.allowed = allowed;
    }

    /** Why a query with these names may not run in a role; empty where it may. */
    Optional<Judgement> objection(ParsedNames names, Role role) {
        var unknown = database.own(handle -> unknown(handle, names, role));
        // What is hidden comes first, so that nothing tells it from what is not there.
        if (unknown.types().stream().anyMatch(allowed.lookups()::contains)) {
            return Optional.of(
                    new Judgement.Hidden(
                            "types whose values name objects of the database, as regclass, are not allowed"));
        }
        if (unknown.functions().stream().anyMatch(Function::isHidden)
                || isHidden(reads(names, unknown.rows()), role)) {
            return Optional.of(
                    new Judgement.Hidden("a table, column or function is not readable here"));
        }
        return unknown.sentence(names).map(Judgement.NotAllowed::new);
    }

    /**
     * What of a query is not among what everybody may use.
     *
     * @param functions functions, each with its name
     * @param operators signs of operators
     * @param types types that are no row of a table
     * @param typeNames names of these
     * @param rows tables whose rows are values
     * @param catalogue tables of the server's own catalogue
     */
    private record Unknown(
            List<Function> functions,
            List<String> operators,
            Set<Long> types,
            List<String> typeNames,
            Set<Long> rows,
            List<String> catalogue) {

        Optional<String> sentence(ParsedNames names) {
            var refused = functions.stream().filter(f -> !f.isPast()).map(Function::name).toList();
            if (!catalogue.isEmpty()) {
                return told("tables of the database's own catalogue are not allowed", catalogue);
            }
            if (!refused.isEmpty()) {
                return told("function not allowed", refused);
            }
            if (!operators.isEmpty()) {
                return told("operator not allowed", operators);
            }
            if (!typeNames.isEmpty()) {
                return told("type not allowed", typeNames);
            }
            return names.hasSystemColumns()
                    ? Optional.of("system columns (ctid, tableoid, xmin …) are not allowed")
                    : Optional.empty();
        }

        private static Optional<String> told(String what, List<String> some) {
            return Optional.of(
                    what
                            + ": "
                            + some.stream().distinct().sorted().collect(Collectors.joining(", ")));
        }
    }

    private Unknown unknown(Handle handle, ParsedNames names, Role role) {
        var types = new HashSet<>(names.made());
        types.addAll(names.types());
        var others = others(types, allowed.types());
        var rows = others.isEmpty() ? Map.<Long, Long>of() : rowTypes(handle, others);
        others.removeAll(rows.keySet());
        return new Unknown(
                functions(handle, others(names.functions(), allowed.functions()), role),
                texts(handle, OTHER_OPERATORS, others(names.operators(), allowed.operators())),
                others,
                texts(handle, OTHER_TYPES, others),
                Set.copyOf(rows.values()),
                texts(handle, CATALOGUE, names.columns().keySet()));
    }

    private record Function(String name, boolean isPast, boolean isHidden) {}

    private static Set<Long> others(Set<Long> found, Set<Long> known) {
        return found.stream()
                .filter(oid -> oid != 0 && !known.contains(oid))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<Long, Long> rowTypes(Handle handle, Set<Long> types) {
        return handle
                .createQuery(RELATIONS_OF_TYPES)
                .bindArray("some", Long.class, types)
                .map((row, _) -> Map.entry(row.getLong("type"), row.getLong("relation")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Function> functions(Handle handle, Set<Long> some, Role role) {
        return some.isEmpty()
                ? List.of()
                : handle.createQuery(OTHER_FUNCTIONS)
                        .bindArray("some", Long.class, some)
                        .bind("role", role.databaseRole())
                        .map(
                                (row, _) ->
                                        new Function(
                                                row.getString("proname"),
                                                row.getBoolean("is_past"),
                                                row.getBoolean("is_hidden")))
                        .list();
    }

    private static List<String> texts(Handle handle, String sql, Set<Long> some) {
        return some.isEmpty()
                ? List.of()
                : handle.createQuery(sql)
                        .bindArray("some", Long.class, some)
                        .mapTo(String.class)
                        .list();
    }

    /** A relation, or one column of it, that a query reads; column null where it reads none. */
    private record Read(long relation, @Nullable Integer column) {}

    private static List<Read> reads(ParsedNames names, Set<Long> rows) {
        var reads = new ArrayList<Read>();
        rows.forEach(relation -> reads.add(new Read(relation, WHOLE_ROW)));
        names.columns()
                .forEach(
                        (relation, set) -> {
                            reads.add(new Read(relation, null));
                            set.stream()
                                    .map(bit -> bit - ParsedNames.COLUMN_OFFSET)
                                    .filter(column -> column >= 0)
                                    .forEach(column -> reads.add(new Read(relation, column)));
                        });
        reads.removeIf(read -> read.relation() == 0);
        return reads;
    }

    private boolean isHidden(List<Read> reads, Role role) {
        return !reads.isEmpty()
                && database.reader(role)
                        .read(
                                handle ->
                                        handle.createQuery(HIDDEN_COLUMNS)
                                                .bindArray(
                                                        "relations",
                                                        Long.class,
                                                        reads.stream().map(Read::relation).toList())
                                                .bindArray(
                                                        "columns",
                                                        Integer.class,
                                                        reads.stream().map(Read::column).toList())
                                                .mapTo(Boolean.class)
                                                .one());
    }
}
