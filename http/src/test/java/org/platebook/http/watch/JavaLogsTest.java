package org.platebook.http.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.List;

/** What libraries say through java.util.logging goes to our log, and to no console. */
class JavaLogsTest {

    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory())
                    .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        JavaLogs.install();
        heard.start();
        root.addAppender(heard);
    }

    @AfterEach
    void end() {
        root.detachAppender(heard);
    }

    @Test
    void warnings_of_the_table_library_are_for_the_site_log_and_its_chatter_for_nobody() {
        var stil = java.util.logging.Logger.getLogger("uk.ac.starlink.ecsv");

        stil.warning("Unsupported ECSV type \"uint64\" - treating as string");
        stil.info("Sniffing out column types");

        assertThat(said())
                .containsExactly("INFO Unsupported ECSV type \"uint64\" - treating as string");
    }

    @Test
    void warnings_and_errors_of_others_keep_their_level_and_parameters() {
        var other = java.util.logging.Logger.getLogger("org.example");

        other.log(java.util.logging.Level.WARNING, "{0} is odd", "this");
        other.log(java.util.logging.Level.SEVERE, "broken", new IllegalStateException("why"));

        assertThat(said()).containsExactly("WARN this is odd", "ERROR broken");
        assertThat(heard.list.getLast().getThrowableProxy().getMessage()).isEqualTo("why");
    }

    private List<String> said() {
        return heard.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
