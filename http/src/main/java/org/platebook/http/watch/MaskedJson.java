package org.platebook.http.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes each event of the log as one JSON object on a line, without secrets. */
public final class MaskedJson extends JsonEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        return Secrets.masked(new String(super.encode(event), UTF_8)).getBytes(UTF_8);
    }
}
