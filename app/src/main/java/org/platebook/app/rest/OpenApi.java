package org.platebook.app.rest;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The description of the REST interface (OpenAPI 3.1), from openapi.yaml, read when it is asked for
 * first. May be used by many threads.
 */
final class OpenApi {

    private volatile @Nullable JsonNode document;

    JsonNode document() {
        var known = document;
        if (known == null) {
            known = load();
            document = known;
        }
        return known;
    }

    private static JsonNode load() {
        try (var stream = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return YAMLMapper.builder().build().readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.yaml", e);
        }
    }
}
