package org.platebook.app.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.platebook.portal.Portal;
import org.platebook.rest.SampleSite;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the portal in a real Chromium, as portal/web/journeys says; pictures of what it saw
 * are in target/pictures. Skipped, saying so, where there is no Chromium.
 */
class PortalJourneyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path JOURNEYS = Path.of("..", "portal", "web", "journeys", "run.mjs");

    @TestFactory
    List<DynamicTest> a_reader_can() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), "skipped: no Chromium at " + CHROMIUM);
        var pictures = Files.createDirectories(Path.of("target", "pictures").toAbsolutePath());
        try (var site = SampleSite.seenByAll((_, parts) -> parts.and(new Portal()))) {
            return walk(site, pictures);
        }
    }

    private static List<DynamicTest> walk(SampleSite site, Path pictures)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                "node",
                                JOURNEYS.toAbsolutePath().toString(),
                                site.address().toString(),
                                pictures.toString(),
                                CHROMIUM.toString(),
                                site.publicAddress().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var tests = new ArrayList<DynamicTest>();
        try (var lines = process.inputReader()) {
            lines.lines().map(JSON::readTree).map(PortalJourneyTest::test).forEach(tests::add);
        }
        assertThat(process.waitFor()).as("exit status of the journeys").isZero();
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static DynamicTest test(JsonNode told) {
        return DynamicTest.dynamicTest(
                told.path("journey").stringValue(),
                () -> {
                    if (!told.path("error").isNull()) {
                        fail(told.path("error").stringValue());
                    }
                });
    }
}
