package org.platebook.http.watch;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.platebook.http.access.AccessConfig.Metrics;
import org.platebook.http.access.Gate;
import org.platebook.http.server.Section;

/** The measurements at /metrics, for Prometheus on this machine, administrators, or everybody. */
public final class MetricsSection implements Section {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Measurements measurements;
    private final Gate gate;
    private final Metrics readers;

    public MetricsSection(Measurements measurements, Gate gate, Metrics readers) {
        this.measurements = measurements;
        this.gate = gate;
        this.readers = readers;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    /** It asks for the caller itself, and only where the connection is from elsewhere. */
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) {
        if (readers == Metrics.LOCAL && !gate.isFromHere(request)) {
            gate.recognise(request).requireAdmin();
        }
        response.header(HeaderNames.CONTENT_TYPE, TEXT);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(measurements.text());
    }
}
