package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.adql.tree.QualifiedName;
import org.platebook.vo.catalogue.Meaning;
import org.platebook.vo.catalogue.Type;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression with its names and types looked up.
 *
 * @param sql what computes it
 * @param type of its value
 * @param meaning what is told about the value
 * @param constant its value where it is known already: a Long, Double or String; else null
 * @param geometry its parts where it is a point or a region; else null
 * @param ungrouped columns in it that stand outside set functions
 * @param aggregate whether there is a set function in it
 */
record Bound(
        String sql,
        Type type,
        Meaning meaning,
        @Nullable Object constant,
        @Nullable Geometry geometry,
        List<QualifiedName> ungrouped,
        boolean aggregate) {

    Bound {
        ungrouped = List.copyOf(ungrouped);
    }

    /** A value computed of others. */
    static Bound of(String sql, Type type, Meaning meaning, List<Bound> parts) {
        var ungrouped = new ArrayList<QualifiedName>();
        parts.forEach(part -> ungrouped.addAll(part.ungrouped));
        boolean aggregate = parts.stream().anyMatch(Bound::aggregate);
        return new Bound(sql, type, meaning, null, null, ungrouped, aggregate);
    }

    static Bound of(String sql, Type type, Bound... parts) {
        return of(sql, type, Meaning.of(type), List.of(parts));
    }

    static Bound constant(String sql, Type type, Object value) {
        return new Bound(sql, type, Meaning.of(type), value, null, List.of(), false);
    }

    Bound with(Geometry parts) {
        return new Bound(sql, type, meaning, constant, parts, ungrouped, aggregate);
    }

    /** The same where it equals what a group is made by. */
    Bound grouped() {
        return new Bound(sql, type, meaning, constant, geometry, List.of(), aggregate);
    }

    /** The number that it is known to be; null where it is not. */
    @Nullable Double number() {
        return constant instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** Its SQL as double precision. */
    String asDouble() {
        return type == Type.DOUBLE ? sql : "(" + sql + ")::double precision";
    }
}
