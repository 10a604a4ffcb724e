package org.platebook.peers.consdb;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The description of this interface (OpenAPI 3.1), for programs and as a page.
 *
 * @param document from consdb.yaml
 */
record Description(JsonNode document) {

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>%1$s</title>
            <style>
            body { font: 1rem/1.5 system-ui; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
            h2 { font: bold 1rem ui-monospace, monospace; margin: 1.5rem 0 0 }
            p { margin: .25rem 0 }
            dl { margin: .25rem 0 .25rem 1rem } dt { font-family: ui-monospace, monospace; float: left; margin-right: .75rem }
            </style>
            <h1>%1$s</h1>
            <p>%2$s</p>
            <p>For programs: <a href="/consdb/openapi.json">openapi.json</a>.</p>
            """;

    static Description load() {
        try (var stream = Description.class.getResourceAsStream("consdb.yaml")) {
            return new Description(
                    YAMLMapper.builder().build().readTree(Objects.requireNonNull(stream)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read consdb.yaml", e);
        }
    }

    String version() {
        return document.at("/info/version").asString();
    }

    String summary() {
        return document.at("/info/description").asString();
    }

    /** The same for people to read. */
    String page() {
        var page =
                new StringBuilder(
                        HEAD.formatted(
                                html(document.at("/info/title").asString()), html(summary())));
        for (var path : document.get("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                operation(page, verb.getKey(), path.getKey(), verb.getValue());
            }
        }
        return page.append("</html>\n").toString();
    }

    private static void operation(StringBuilder page, String verb, String path, JsonNode about) {
        page.append("<h2>").append(verb.toUpperCase(java.util.Locale.ROOT)).append(' ');
        page.append(html(path)).append("</h2>\n<p>");
        page.append(html(about.path("summary").asString(""))).append(' ');
        page.append(html(about.path("description").asString(""))).append("</p>\n");
        if (about.has("parameters")) {
            page.append("<dl>");
            for (var parameter : about.get("parameters")) {
                page.append("<dt>")
                        .append(html(parameter.path("name").asString("")))
                        .append("</dt><dd>");
                page.append(html(parameter.path("description").asString(""))).append("</dd>\n");
            }
            page.append("</dl>\n");
        }
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
