package org.platebook.bench;

import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestData;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Headers translated per second, ours against astro_metadata_translator's on the same headers that
 * are read already, one core each, in one run; its look-ups on the internet are switched off.
 */
public final class TranslationBench {

    private static final double BAR = 20;
    private static final int WARM_SECONDS = 3;
    private static final int MEASURED_SECONDS = 5;

    /** Raw headers of the cameras that both know. */
    private static final Pattern FILES =
            Pattern.compile("fitsheader-(decam|hsc|megaprime|suprimecam|sdss).*\\.yaml");

    private TranslationBench() {}

    public static void main(String[] args) throws IOException {
        var headers = headers();
        run(KnownCameras.all(), headers, WARM_SECONDS);
        double ours = run(KnownCameras.all(), headers, MEASURED_SECONDS);
        double theirs = peer(headers);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf("headers: %d, of %d cards on average%n", headers.size(), cards(headers));
        out.printf("platebook:                 %,10.0f headers/s%n", ours);
        out.printf("astro_metadata_translator: %,10.0f headers/s%n", theirs);
        out.printf("ratio: %.0f (bar: %.0f)%n", ours / theirs, BAR);
    }

    private static List<Header> headers() throws IOException {
        var folder = TestData.require("consdb/headers/astro_metadata_translator");
        var headers = new ArrayList<Header>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                if (FILES.matcher(file.getFileName().toString()).matches()) {
                    headers.add(HeaderFiles.read(file).observation());
                }
            }
        }
        return headers;
    }

    private static long cards(List<Header> headers) {
        return headers.stream().mapToLong(Header::size).sum() / headers.size();
    }

    private static double run(CameraSpecializations cameras, List<Header> headers, int seconds) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long translated = 0;
        while (System.nanoTime() < end) {
            for (var header : headers) {
                if (cameras.translate(header).problems().size() > header.size()) {
                    throw new IllegalStateException("more problems than cards in " + header);
                }
                translated++;
            }
        }
        return translated * 1e9 / (System.nanoTime() - begin);
    }

    private static double peer(List<Header> headers) {
        var input = JsonNodeFactory.instance.objectNode().put("seconds", MEASURED_SECONDS);
        var all = input.putArray("headers");
        for (var header : headers) {
            all.add(cards(header));
        }
        var answer =
                JsonMapper.shared()
                        .readTree(
                                PythonJudge.require()
                                        .run(
                                                TranslationBench.class,
                                                "translation_judge.py",
                                                input.toString()));
        return answer.get("headers_per_second").doubleValue();
    }

    private static ObjectNode cards(Header header) {
        var cards = JsonNodeFactory.instance.objectNode();
        for (var card : header) {
            if (!card.isCommentary() && !cards.has(card.keyword())) {
                cards.putPOJO(card.keyword(), card.value());
            }
        }
        return cards;
    }
}
