package org.platebook.model.record;

/**
 * Where records come from.
 *
 * @param source the source that owns the tables written, as in "headers"
 * @param software name and version of the program that made them
 * @param user on whose behalf
 * @param requestId names the request that brought them
 */
public record Provenance(String source, String software, String user, String requestId) {}
