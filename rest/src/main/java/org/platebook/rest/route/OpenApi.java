package org.platebook.rest.route;

import org.jspecify.annotations.Nullable;
import org.platebook.http.server.PublicAddress;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The description of the REST interface (OpenAPI 3.1), from openapi.yaml, read when it is asked for
 * first. May be used by many threads.
 */
public final class OpenApi {

    private static final YAMLMapper MAPPER = YAMLMapper.shared();

    private volatile @Nullable ObjectNode document;

    /** The description, with the address at which the caller finds what it describes. */
    public JsonNode document(PublicAddress address) {
        var told = MAPPER.createObjectNode().setAll(known());
        told.putArray("servers").addObject().put("url", address.of("/api").toString());
        return told;
    }

    private ObjectNode known() {
        var known = document;
        if (known == null) {
            known = load();
            document = known;
        }
        return known;
    }

    private static ObjectNode load() {
        try (var stream = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return MAPPER.readValue(Objects.requireNonNull(stream), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.yaml", e);
        }
    }
}
