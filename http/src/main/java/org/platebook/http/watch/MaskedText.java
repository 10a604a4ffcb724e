package org.platebook.http.watch;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes each event of the log for people, without secrets. */
public final class MaskedText extends PatternLayout {

    @Override
    public String doLayout(ILoggingEvent event) {
        return Secrets.masked(super.doLayout(event));
    }
}
