package org.platebook.vo.catalogue;

import org.jspecify.annotations.Nullable;
import org.platebook.store.history.HistoryNames;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one caller may query; what is not in it does not exist for that caller.
 *
 * @param schemas in order
 */
public record Catalogue(List<CatalogueSchema> schemas) {

    private static final String TAP_SCHEMA = "tap_schema";

    public Catalogue {
        schemas = List.copyOf(schemas);
    }

    /** The same, with tables as they were known at the moment that the reader goes back to. */
    public Catalogue asOf() {
        return new Catalogue(
                schemas.stream()
                        .map(
                                schema ->
                                        new CatalogueSchema(
                                                schema.name(),
                                                schema.utype(),
                                                schema.description(),
                                                schema.tables().stream()
                                                        .map(
                                                                table ->
                                                                        table.from(
                                                                                past(
                                                                                        schema
                                                                                                .name())))
                                                        .toList()))
                        .toList());
    }

    /** Histories hold all versions, and TAP_SCHEMA tells of the present only. */
    private @Nullable String past(String schema) {
        if (HistoryNames.isHistory(schema) || schema.equalsIgnoreCase(TAP_SCHEMA)) {
            return schema;
        }
        boolean kept =
                schemas.stream().anyMatch(each -> each.name().equals(HistoryNames.schema(schema)));
        return kept ? HistoryNames.asOf(schema) : null;
    }

    /** All tables of all schemas, in order. */
    public Stream<CatalogueTable> tables() {
        return schemas.stream().flatMap(schema -> schema.tables().stream());
    }
}
