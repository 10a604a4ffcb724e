package org.platebook.vo.adql.bind;

import org.platebook.vo.adql.tree.Name;
import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.ResultColumn;

import java.util.ArrayList;
import java.util.List;

/** What the binders of one query share: each other, the catalogue, and the names given out. */
final class Binder {

    private final Catalogue catalogue;
    private final List<NamedQuery> named = new ArrayList<>();
    private final SelectBinder selects = new SelectBinder(this);
    private final FromBinder from = new FromBinder(this);
    private final ConditionBinder conditions = new ConditionBinder(this);
    private final SkySearch search = new SkySearch();
    private final ExpressionBinder expressions = new ExpressionBinder(search);
    private int aliases;

    Binder(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A query of WITH, with the name that it has in SQL. */
    record NamedQuery(Name name, String alias, List<ResultColumn> fields) {}

    Catalogue catalogue() {
        return catalogue;
    }

    List<NamedQuery> named() {
        return named;
    }

    SelectBinder selects() {
        return selects;
    }

    FromBinder from() {
        return from;
    }

    ConditionBinder conditions() {
        return conditions;
    }

    ExpressionBinder expressions() {
        return expressions;
    }

    SkySearch search() {
        return search;
    }

    /** A name that no other table of the statement has. */
    String alias() {
        aliases++;
        return "t" + aliases;
    }

    /** The name of a column of a subquery; counts from 1. */
    static String column(int number) {
        return "c" + number;
    }
}
