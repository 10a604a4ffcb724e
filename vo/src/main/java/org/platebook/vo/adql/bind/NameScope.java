package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Name;
import org.platebook.vo.adql.tree.QualifiedName;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the names in one SELECT can mean. */
final class NameScope {

    /**
     * A column that can be named.
     *
     * @param field its name, type and meaning
     * @param sql what yields its value
     */
    record Visible(ResultColumn field, String sql) {

        String name() {
            return field.name();
        }
    }

    /**
     * A table, or what stands for one, in FROM.
     *
     * @param names what can qualify its columns, outermost first: an alias, or a schema and a table
     * @param columns in order
     */
    record Source(List<Name> names, List<Visible> columns) {
        Source {
            names = List.copyOf(names);
            columns = List.copyOf(columns);
        }

        /** Whether the qualifier means this: its last part must, and those before it may. */
        boolean isMeantBy(List<Name> qualifier) {
            int more = names.size() - qualifier.size();
            if (more < 0) {
                return false;
            }
            for (int i = 0; i < qualifier.size(); i++) {
                if (!qualifier.get(i).means(names.get(more + i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return names.stream().map(Name::text).collect(Collectors.joining("."));
        }
    }

    private final @Nullable NameScope outer;
    private final List<Source> sources;
    private final List<Visible> columns;
    private final Set<String> groups = new HashSet<>();
    private boolean isGrouped;

    /** A scope in which only names of the outer one mean anything. */
    NameScope(@Nullable NameScope outer) {
        this(outer, new FromClause("", List.of(), List.of()));
    }

    NameScope(@Nullable NameScope outer, FromClause from) {
        this.outer = outer;
        this.sources = from.sources();
        this.columns = from.columns();
    }

    /** All columns, in order: what {@code *} stands for. */
    List<Visible> columns() {
        return columns;
    }

    @Nullable NameScope outer() {
        return outer;
    }

    /** Remembers what the groups are made by. */
    void groupBy(List<Bound> keys) {
        keys.forEach(key -> groups.add(key.sql()));
        isGrouped = true;
    }

    /**
     * Whether only what is grouped has a value: rows of this SELECT, or of one around it, are past.
     */
    boolean isPastRows() {
        return isGrouped || (outer != null && outer.isPastRows());
    }

    boolean groupsBy(Bound value) {
        return groups.contains(value.sql());
    }

    Source source(QualifiedName name) {
        var found = sources.stream().filter(s -> s.isMeantBy(name.parts())).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            throw AdqlFailure.name(name.at(), "%s means several tables: %s".formatted(name, found));
        }
        throw AdqlFailure.name(
                name.at(),
                "no table %s in FROM%s"
                        .formatted(
                                name,
                                NearNames.hint(
                                        name.last().text(),
                                        sources.stream()
                                                .map(s -> s.names().getLast().text())
                                                .toList())));
    }

    /**
     * Looks a column up, here and then outwards.
     *
     * @return where it was found and what it is
     */
    Found column(QualifiedName name) {
        for (var scope = this; scope != null; scope = scope.outer) {
            var found = scope.here(name);
            if (found != null) {
                return new Found(found, scope == this);
            }
        }
        throw missing(name);
    }

    /** A column, and whether it belongs to the innermost SELECT. */
    record Found(Visible column, boolean here) {}

    /** Looks a column up in this scope alone. */
    @Nullable Visible here(QualifiedName name) {
        var candidates =
                name.qualifier().isEmpty()
                        ? columns
                        : sources.stream()
                                .filter(source -> source.isMeantBy(name.qualifier()))
                                .flatMap(source -> source.columns().stream())
                                .toList();
        return one(name, candidates);
    }

    private @Nullable Visible one(QualifiedName name, List<Visible> candidates) {
        var found = candidates.stream().filter(c -> name.last().means(c.name())).toList();
        if (found.size() <= 1) {
            return found.isEmpty() ? null : found.getFirst();
        }
        var exact = found.stream().filter(c -> c.name().equals(name.last().text())).toList();
        if (exact.size() == 1) {
            return exact.getFirst();
        }
        var owners = sources.stream().filter(s -> s.columns().stream().anyMatch(found::contains));
        throw AdqlFailure.name(
                name.at(),
                "%s is ambiguous: it is a column of %s"
                        .formatted(
                                name,
                                owners.map(Source::toString)
                                        .collect(Collectors.joining(" and of "))));
    }

    private RuntimeException missing(QualifiedName name) {
        if (!name.qualifier().isEmpty()
                && sources.stream().noneMatch(s -> s.isMeantBy(name.qualifier()))) {
            source(new QualifiedName(name.qualifier()));
        }
        var candidates =
                name.qualifier().isEmpty()
                        ? columns
                        : source(new QualifiedName(name.qualifier())).columns();
        var of = name.qualifier().isEmpty() ? described() : " in " + qualifierOf(name);
        return AdqlFailure.name(
                name.at(),
                "no column %s%s%s"
                        .formatted(
                                name.last(),
                                of,
                                NearNames.hint(
                                        name.last().text(),
                                        candidates.stream().map(Visible::name).toList())));
    }

    private static QualifiedName qualifierOf(QualifiedName name) {
        return new QualifiedName(name.qualifier());
    }

    private String described() {
        return sources.isEmpty()
                ? ""
                : " in " + sources.stream().map(Source::toString).collect(Collectors.joining(", "));
    }
}
