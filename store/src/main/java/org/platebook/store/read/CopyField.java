package org.platebook.store.read;

/**
 * A column of a stream of rows.
 *
 * @param name as the query names it
 * @param type its type
 * @param postgresType PostgreSQL's own name of the type, as in "_float8"
 */
public record CopyField(String name, CopyType type, String postgresType) {

    /** A column of a type that PostgreSQL names so. */
    public static CopyField of(String name, String postgresType) {
        return new CopyField(name, CopyType.named(postgresType), postgresType);
    }
}
