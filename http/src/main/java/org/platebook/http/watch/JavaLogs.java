package org.platebook.http.watch;

import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Hands what libraries say through {@code java.util.logging} to our own log, so that it stands on
 * no console by itself.
 */
public final class JavaLogs extends Handler {

    /** What STIL warns of, as a type that it reads as text, a load checks itself. */
    private static final String STIL = "uk.ac.starlink";

    private final SimpleFormatter formatter = new SimpleFormatter();

    private JavaLogs() {}

    /** Does so from now on, in the whole process. */
    public static void install() {
        LogManager.getLogManager().reset();
        LogManager.getLogManager().getLogger("").addHandler(new JavaLogs());
    }

    @Override
    public void publish(LogRecord said) {
        var name = said.getLoggerName() == null ? "" : said.getLoggerName();
        LoggerFactory.getLogger(name)
                .makeLoggingEventBuilder(level(name, said.getLevel().intValue()))
                .setCause(said.getThrown())
                .log(formatter.formatMessage(said));
    }

    private static Level level(String name, int level) {
        if (level >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (level >= java.util.logging.Level.WARNING.intValue()) {
            return name.startsWith(STIL) ? Level.INFO : Level.WARN;
        }
        return Level.DEBUG;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
