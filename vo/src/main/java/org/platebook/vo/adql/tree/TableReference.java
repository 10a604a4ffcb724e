package org.platebook.vo.adql.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What stands in FROM. */
public sealed interface TableReference {

    /** Where it begins. */
    Position at();

    /** A table by its name; alias is null where none was given. */
    record Named(QualifiedName name, @Nullable Name alias) implements TableReference {
        @Override
        public Position at() {
            return name.at();
        }
    }

    /** A query in parentheses. */
    record Derived(Selection selection, Name alias, Position at) implements TableReference {}

    /** Two tables side by side. */
    record Join(TableReference left, TableReference right, Kind kind, Specification by, Position at)
            implements TableReference {}

    /** Which rows without a partner a join keeps. */
    enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /** Which rows of a join belong together. */
    sealed interface Specification {

        /** Those for which the condition holds. */
        record On(Condition condition) implements Specification {}

        /** Those equal in these columns, which become one column each. */
        record Using(List<Name> columns) implements Specification {
            public Using {
                columns = List.copyOf(columns);
            }
        }

        /** Those equal in all columns of the same name. */
        record Natural() implements Specification {}
    }
}
