package org.platebook.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.platebook.app.config.SiteHome;
import org.platebook.store.check.Consistency.Depth;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The language of the machine changes neither SQL nor numbers. */
class LocaleTest {

    private static final List<String> ROOMS =
            List.of(
                    "model", "store", "intake", "vo", "http", "rest", "peers", "portal", "cli",
                    "app");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    /** Writes numbers as the default locale does; names of log files have another %d. */
    private static final Pattern CONVERSION =
            Pattern.compile("(?<!%)%[-+0, #(]*\\d*(?:\\.\\d+)?[defg](?!\\.%i)");

    private static final Pattern CASE = Pattern.compile("\\.to(?:Lower|Upper)Case\\(\\)");

    private static final Pattern NAMED = Pattern.compile("String ([A-Z_]+) =\\s*$");

    private final Locale usual = Locale.getDefault();

    @TempDir private Path folder = Path.of("");

    @AfterEach
    void back() {
        Locale.setDefault(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "mr-IN", "tr-TR"})
    void a_site_starts_and_answers_in_the_same_digits_whatever_the_locale(String tag)
            throws IOException {
        Locale.setDefault(Locale.forLanguageTag(tag));
        var home = new SiteHome(folder.resolve("home"));
        home.prepare("test");
        try (var site = new ConfiguredSite(home.folder()).serve(free())) {
            var out = new ByteArrayOutputStream();
            var adql =
                    "SELECT COUNT(*) AS n, AVG(exposure_id) AS m FROM cdb_lsstcam.exposure WHERE exposure_id < 100.5";
            try (var answer =
                    site.site().tap().query(adql, "csv", Identity.site(Role.STAFF), null)) {
                answer.body().writeTo(out);
            }
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("n,m\r\n0,\r\n");
            assertThat(site.site().consistency().findings(Depth.WHOLE, _ -> {})).isEmpty();
        }
    }

    @Test
    void numbers_are_formatted_in_the_root_locale_and_case_is_changed_in_it() throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : sources()) {
            wrong.addAll(wrong(file, ErrorsTest.text(file)));
        }
        assertThat(wrong)
                .as("use %%s for whole numbers, String.format(Locale.ROOT, …) for others")
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var room : ROOMS) {
            try (var files = Files.walk(ErrorsTest.top().resolve(room).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<String> wrong(Path file, String source) {
        var wrong = new ArrayList<String>();
        LITERAL.matcher(source)
                .results()
                .filter(found -> CONVERSION.matcher(found.group()).find())
                .filter(found -> !isInRootLocale(source, found.start()))
                .forEach(found -> wrong.add(file.getFileName() + ": " + found.group()));
        CASE.matcher(source)
                .results()
                .forEach(found -> wrong.add(file.getFileName() + ": " + found.group()));
        return wrong;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Whether the statement names the root locale, or the one that uses the constant does. */
    private static boolean isInRootLocale(String source, int at) {
        var statement = source.substring(source.lastIndexOf(';', at) + 1, at);
        var named = NAMED.matcher(statement);
        return statement.contains("Locale.ROOT")
                || (named.find()
                        && Pattern.compile("Locale\\.ROOT,\\s*" + named.group(1) + "\\b")
                                .matcher(source)
                                .find());
    }
}
