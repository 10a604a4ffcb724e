package org.platebook.app.rest;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of the REST interface (OpenAPI 3.1), from openapi.yaml. */
record OpenApi(JsonNode document) {

    static OpenApi load() {
        try (var stream = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return new OpenApi(
                    YAMLMapper.builder().build().readTree(Objects.requireNonNull(stream)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.yaml", e);
        }
    }
}
