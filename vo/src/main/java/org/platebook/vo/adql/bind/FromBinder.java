package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.store.history.HistoryNames;
import org.platebook.vo.adql.AdqlCode;
import org.platebook.vo.adql.AdqlFailure;
import org.platebook.vo.adql.tree.Name;
import org.platebook.vo.adql.tree.QualifiedName;
import org.platebook.vo.adql.tree.TableReference;
import org.platebook.vo.adql.tree.TableReference.Kind;
import org.platebook.vo.adql.tree.TableReference.Specification;
import org.platebook.vo.catalogue.CatalogueTable;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up the tables of FROM and joins them. */
final class FromBinder {

    private final Binder binder;

    FromBinder(Binder binder) {
        this.binder = binder;
    }

    /** All tables of a FROM clause side by side. */
    FromClause from(List<TableReference> references, @Nullable NameScope outer) {
        var all = references.stream().map(reference -> table(reference, outer)).toList();
        return new FromClause(
                all.stream().map(FromClause::sql).collect(Collectors.joining(", ")),
                all.stream().flatMap(each -> each.sources().stream()).toList(),
                all.stream().flatMap(each -> each.columns().stream()).toList());
    }

    private FromClause table(TableReference reference, @Nullable NameScope outer) {
        return switch (reference) {
            case TableReference.Named named -> named(named);
            case TableReference.Derived derived -> {
                var rows = binder.selects().selection(derived.selection(), outer, null);
                var alias = binder.alias();
                yield subquery(
                        "(" + rows.sql() + ") as " + alias, alias, derived.alias(), rows.fields());
            }
            case TableReference.Join join -> join(join, outer);
        };
    }

    private FromClause named(TableReference.Named reference) {
        var name = reference.name();
        if (name.parts().size() == 1) {
            for (var query : binder.named()) {
                if (query.name().means(name.last())) {
                    var alias = binder.alias();
                    return subquery(
                            query.alias() + " as " + alias,
                            alias,
                            reference.alias() == null ? query.name() : reference.alias(),
                            query.fields());
                }
            }
        }
        return of(lookUp(name), reference);
    }

    private FromClause of(CatalogueTable table, TableReference.Named reference) {
        var alias = binder.alias();
        var columns =
                table.columns().stream()
                        .map(
                                column ->
                                        new NameScope.Visible(
                                                new ResultColumn(
                                                        column.name(),
                                                        column.type(),
                                                        column.meaning()),
                                                column.conversion()
                                                        .of(
                                                                alias
                                                                        + "."
                                                                        + Literal.name(
                                                                                column.name()))))
                        .toList();
        var names =
                reference.alias() == null
                        ? List.of(
                                new Name(table.schema(), false, reference.at()),
                                new Name(table.name(), false, reference.at()))
                        : List.of(reference.alias());
        var place = table.readFrom();
        if (place == null) {
            throw new Refused(
                    AdqlCode.PAST,
                    "%s keeps no history, so it cannot be read as of a moment"
                            .formatted(table.qualifiedName()));
        }
        binder.search().add(table, alias);
        var sql = Literal.name(place) + "." + Literal.name(table.name()) + " as " + alias;
        return new FromClause(sql, List.of(new NameScope.Source(names, columns)), columns);
    }

    private static FromClause subquery(
            String sql, String alias, Name name, List<ResultColumn> fields) {
        var columns = new ArrayList<NameScope.Visible>();
        for (var field : fields) {
            columns.add(
                    new NameScope.Visible(field, alias + "." + Binder.column(columns.size() + 1)));
        }
        return new FromClause(sql, List.of(new NameScope.Source(List.of(name), columns)), columns);
    }

    /**
     * A table of the catalogue; its schema may be left out where no other has one of its name,
     * histories and trials aside.
     */
    private CatalogueTable lookUp(QualifiedName name) {
        var all = binder.catalogue().tables().filter(table -> isMeant(name, table)).toList();
        var present = all.stream().filter(table -> !isAside(table.schema())).toList();
        var found = present.isEmpty() ? all : present;
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            throw AdqlFailure.name(
                    name.at(),
                    "%s is ambiguous: it is a table of %s"
                            .formatted(
                                    name,
                                    found.stream()
                                            .map(CatalogueTable::schema)
                                            .collect(Collectors.joining(" and of "))));
        }
        throw AdqlFailure.name(
                name.at(),
                "no table %s%s".formatted(name, NearNames.hint(text(name), known(name))));
    }

    private static boolean isAside(String schema) {
        return HistoryNames.isHistory(schema) || HistoryNames.isTrial(schema);
    }

    private static String text(QualifiedName name) {
        return name.parts().stream().map(Name::text).collect(Collectors.joining("."));
    }

    private List<String> known(QualifiedName name) {
        boolean whole = name.parts().size() > 1;
        return binder.catalogue()
                .tables()
                .flatMap(
                        table ->
                                whole
                                        ? Stream.of(table.qualifiedName())
                                        : Stream.of(table.name(), table.qualifiedName()))
                .toList();
    }

    private static boolean isMeant(QualifiedName name, CatalogueTable table) {
        var parts = name.parts();
        return switch (parts.size()) {
            case 1 -> parts.get(0).means(table.name());
            case 2 -> parts.get(0).means(table.schema()) && parts.get(1).means(table.name());
            default -> false;
        };
    }

    private FromClause join(TableReference.Join join, @Nullable NameScope outer) {
        var left = table(join.left(), outer);
        var right = table(join.right(), outer);
        var sources = Stream.concat(left.sources().stream(), right.sources().stream()).toList();
        return switch (join.by()) {
            case Specification.On on -> {
                var columns =
                        Stream.concat(left.columns().stream(), right.columns().stream()).toList();
                var scope = new NameScope(outer, new FromClause("", sources, columns));
                var condition = binder.conditions().condition(on.condition(), scope);
                if (condition.aggregate()) {
                    throw AdqlFailure.meaning(
                            on.condition().at(), "a set function cannot stand in ON");
                }
                yield new FromClause(
                        sql(join.kind(), left, right, condition.sql()), sources, columns);
            }
            case Specification.Using using -> merged(join, left, right, using.columns(), sources);
            case Specification.Natural _ ->
                    merged(join, left, right, common(left, right, join), sources);
        };
    }

    private static List<Name> common(FromClause left, FromClause right, TableReference.Join join) {
        return left.columns().stream()
                .map(column -> new Name(column.name(), true, join.at()))
                .filter(
                        name ->
                                right.columns().stream()
                                        .anyMatch(other -> name.means(other.name())))
                .toList();
    }

    private static FromClause merged(
            TableReference.Join join,
            FromClause left,
            FromClause right,
            List<Name> names,
            List<NameScope.Source> sources) {
        var conditions = new ArrayList<String>();
        var columns = new ArrayList<NameScope.Visible>();
        var leftRest = new ArrayList<>(left.columns());
        var rightRest = new ArrayList<>(right.columns());
        for (var name : names) {
            var one = side(left, name);
            var other = side(right, name);
            ConditionBinder.checkComparable(one.field().type(), other.field().type(), name.at());
            conditions.add(one.sql() + " = " + other.sql());
            columns.add(new NameScope.Visible(one.field(), value(join.kind(), one, other)));
            leftRest.remove(one);
            rightRest.remove(other);
        }
        columns.addAll(leftRest);
        columns.addAll(rightRest);
        var condition = conditions.isEmpty() ? "true" : String.join(" and ", conditions);
        return new FromClause(sql(join.kind(), left, right, condition), sources, columns);
    }

    private static NameScope.Visible side(FromClause relation, Name name) {
        var scope = new NameScope(null, relation);
        return scope.column(new QualifiedName(List.of(name))).column();
    }

    private static String value(Kind kind, NameScope.Visible left, NameScope.Visible right) {
        return switch (kind) {
            case INNER, LEFT -> left.sql();
            case RIGHT -> right.sql();
            case FULL -> "coalesce(" + left.sql() + ", " + right.sql() + ")";
        };
    }

    private static String sql(Kind kind, FromClause left, FromClause right, String condition) {
        var words =
                switch (kind) {
                    case INNER -> " inner join ";
                    case LEFT -> " left join ";
                    case RIGHT -> " right join ";
                    case FULL -> " full join ";
                };
        return "(" + left.sql() + words + right.sql() + " on " + condition + ")";
    }
}
