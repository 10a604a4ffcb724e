package org.platebook.vo.catalogue;

import org.jspecify.annotations.Nullable;
import org.platebook.store.history.HistoryNames;

import java.util.List;
import java.util.Optional;

/**
 * A table that a caller may query.
 *
 * @param schema name of its schema
 * @param readFrom name of the schema in the database that it is read from: its own, or the one that
 *     shows the past; null where its past is not kept
 * @param name in its schema
 * @param kind "table" or "view"
 * @param utype data model class; null where there is none
 * @param description in words; null where there is none
 * @param columns in order
 * @param keys to other tables that the same caller may query
 * @param skyKeys hidden columns by which rows are found on the sky
 */
public record CatalogueTable(
        String schema,
        @Nullable String readFrom,
        String name,
        String kind,
        @Nullable String utype,
        @Nullable String description,
        List<CatalogueColumn> columns,
        List<ForeignKey> keys,
        List<String> skyKeys) {

    public CatalogueTable {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        skyKeys = List.copyOf(skyKeys);
    }

    /** The hidden column by which rows are found by these columns, where there is one. */
    public Optional<String> skyKey(String... names) {
        return Optional.of(HistoryNames.SKY_KEY + String.join("_", names))
                .filter(skyKeys::contains);
    }

    /** The same, read from another schema, which keeps no hidden columns. */
    CatalogueTable from(@Nullable String other) {
        return new CatalogueTable(
                schema, other, name, kind, utype, description, columns, keys, List.of());
    }

    /** Schema and name, as in "cdb_lsstcam.exposure". */
    public String qualifiedName() {
        return schema + "." + name;
    }

    /**
     * A reference to another table.
     *
     * @param target qualified name of the other table
     * @param pairs the columns that must be equal, at least one pair
     * @param description in words; null where there is none
     * @param utype data model role; null where there is none
     */
    public record ForeignKey(
            String target, List<Pair> pairs, @Nullable String description, @Nullable String utype) {

        public ForeignKey {
            pairs = List.copyOf(pairs);
        }
    }

    /** A column here and the column there that it is equal to. */
    public record Pair(String from, String target) {}
}
