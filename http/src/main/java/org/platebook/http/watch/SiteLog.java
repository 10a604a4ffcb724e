package org.platebook.http.watch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/** The log of a site that is served: one JSON object a line, a file a day, for thirty days. */
public final class SiteLog implements AutoCloseable {

    private static final int DAYS = 30;
    private static final long FILE_BYTES = 64L << 20;
    private static final long ALL_BYTES = 1L << 30;

    private final RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    private final Logger root;
    private final Logger ours;
    private final @Nullable Level before;

    /**
     * Writes from now on.
     *
     * @param folder where the files are; platebook.jsonl is the newest
     */
    public SiteLog(Path folder) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        this.ours = context.getLogger("org.platebook");
        this.before = ours.getLevel();
        ours.setLevel(Level.INFO);
        var encoder = new MaskedJson();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithContext(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        var policy = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("platebook-%d.%i.jsonl.gz").toString());
        policy.setMaxFileSize(new FileSize(FILE_BYTES));
        policy.setTotalSizeCap(new FileSize(ALL_BYTES));
        policy.setMaxHistory(DAYS);
        appender.setContext(context);
        appender.setName("site");
        appender.setFile(folder.resolve("platebook.jsonl").toString());
        appender.setRollingPolicy(policy);
        appender.setEncoder(encoder);
        policy.start();
        appender.start();
        root.addAppender(appender);
    }

    @Override
    public void close() {
        ours.setLevel(before);
        root.detachAppender(appender);
        appender.stop();
    }
}
