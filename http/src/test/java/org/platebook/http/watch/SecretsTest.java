package org.platebook.http.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;

class SecretsTest {

    private static final String TOKEN = "pb-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a token " + TOKEN + " was sent",
                "https://vera:" + TOKEN + "@site.example/consdb",
                "https://vera:hunter22secret@site.example",
                "jdbc:postgresql://h/db?user=a&password=hunter22secret&ssl=true",
                "Authorization: Bearer hunter22secret",
                "authorization=Basic aHVudGVyMjJzZWNyZXQ=",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ2ZXJhIn0.hunter22secret",
                "QUERY=select+1&token=hunter22secret"
            })
    void what_could_let_somebody_in_is_masked(String text) {
        assertThat(Secrets.masked(text))
                .doesNotContain("hunter22secret")
                .doesNotContain("aHVudGVyMjJzZWNyZXQ")
                .doesNotContain(TOKEN)
                .contains("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUERY=SELECT%20token%20FROM%20a.b&LANG=ADQL",
                "http://127.0.0.1:8080/tap",
                "the pb-1 lines of a spectrum",
                "basic facts"
            })
    void what_is_no_secret_is_kept(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }

    @Test
    void a_line_of_the_log_is_one_object_without_secrets_also_of_what_was_thrown() {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        var encoder = new MaskedJson();
        encoder.setContext(context);
        encoder.start();
        Logger logger = context.getLogger("test");
        var event =
                new LoggingEvent(
                        "test",
                        logger,
                        Level.ERROR,
                        "with {}",
                        new IllegalStateException("of " + TOKEN),
                        new Object[] {TOKEN});

        var line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(line).doesNotContain(TOKEN).hasLineCount(1);
        var object = JsonMapper.builder().build().readTree(line);
        assertThat(object.path("level").stringValue()).isEqualTo("ERROR");
        assertThat(object.path("throwable").path("message").stringValue()).isEqualTo("of …");
    }
}
