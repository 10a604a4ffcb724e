package org.platebook.cli;

import org.jspecify.annotations.Nullable;

/**
 * One key of a site's configuration.
 *
 * @param key as in "capacity.readerConnections"
 * @param value what holds; a number, a truth value or a text
 * @param usual what holds where site.yaml has no such key; null where it must have one
 * @param source where the value is from, as in "site.yaml" or "default: 2 processors"
 */
public record Setting(String key, Object value, @Nullable Object usual, String source) {}
