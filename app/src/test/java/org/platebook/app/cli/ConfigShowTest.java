package org.platebook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.app.Main;
import org.platebook.cli.ExitStatus;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

class ConfigShowTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder = Path.of("");

    private String shown(String database, String... options) throws IOException {
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                site: test
                http: {host: 127.0.0.1, port: 8080}
                database: %s
                capacity: {readerConnections: 5}
                limits: {readPublic: {querySeconds: 7}}
                """
                        .formatted(database));
        var out = new StringWriter();
        var args = new String[options.length + 4];
        args[0] = "config";
        args[1] = "show";
        args[2] = "--home";
        args[3] = folder.toString();
        System.arraycopy(options, 0, args, 4, options.length);
        var line = Main.line().setOut(new PrintWriter(out));
        assertThat(line.setErr(new PrintWriter(out)).execute(args)).isEqualTo(ExitStatus.OK);
        return out.toString();
    }

    private Map<String, JsonNode> settings(String database) throws IOException {
        var settings = new TreeMap<String, JsonNode>();
        shown(database, "--json")
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .forEach(each -> settings.put(each.path("key").stringValue(), each));
        return settings;
    }

    private static JsonNode at(Map<String, JsonNode> settings, String key) {
        return Objects.requireNonNull(settings.get(key));
    }

    @Test
    void each_key_is_shown_with_value_default_and_source() throws IOException {
        var settings = settings("{embedded: {port: 54320}}");

        assertThat(at(settings, "capacity.readerConnections").path("value").longValue())
                .isEqualTo(5);
        assertThat(at(settings, "capacity.readerConnections").path("default").longValue())
                .isGreaterThanOrEqualTo(8);
        assertThat(at(settings, "capacity.readerConnections").path("source").stringValue())
                .isEqualTo("site.yaml");
        assertThat(at(settings, "capacity.writerConnections").path("source").stringValue())
                .isEqualTo(
                        "default: "
                                + (Runtime.getRuntime().availableProcessors() == 1
                                        ? "1 processor"
                                        : Runtime.getRuntime().availableProcessors()
                                                + " processors"));
        assertThat(at(settings, "limits.readPublic.querySeconds").path("value").longValue())
                .isEqualTo(7);
        assertThat(at(settings, "limits.readStaff.querySeconds").path("source").stringValue())
                .isEqualTo("default: tap.timeLimitSeconds");
        assertThat(at(settings, "http.port").path("default").isNull()).isTrue();
        assertThat(at(settings, "home").path("source").stringValue()).isEqualTo("--home");
        assertThat(at(settings, "access.anonymous").path("value").stringValue())
                .as("written as site.yaml has it")
                .isEqualTo("staff");
        assertThat(settings).containsKeys("site", "tap.mostRows");
    }

    @Test
    void people_get_a_table_with_one_line_a_key() throws IOException {
        assertThat(shown("{embedded: {port: 54320}}").lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        "capacity.readerConnections +5 +default \\d+ +site.yaml"))
                .anyMatch(
                        line -> line.matches("http.port +8080 +default \\(required\\) +site.yaml"));
    }

    @Test
    void passwords_are_not_shown_and_a_server_that_does_not_answer_is_told() throws IOException {
        Files.writeString(folder.resolve("word"), "dddd");
        var text =
                shown(
                        "{external: {url: \"jdbc:postgresql://joe:aaaa@127.0.0.1:1/x?password=bbbb&sslpassword=cccc&ssl=false\", user: joe, passwordFile: \"%s\"}}"
                                .formatted(folder.resolve("word")));

        assertThat(text).doesNotContain("aaaa", "bbbb", "cccc", "dddd");
        assertThat(text).contains("ssl=false").contains("do not regard the database server");
    }
}
