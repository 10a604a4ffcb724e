package org.platebook.http.server;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Clash;
import org.platebook.model.failure.Unreachable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The web server of a site, running from its making until it is closed. */
public final class HttpSite implements AutoCloseable {

    /** More wait until one ends; the next 1024 in the queue of the operating system. */
    private static final int MOST_CONNECTIONS = 4096;

    private final SiteParts parts;
    private final List<Section> sections;
    private final PatientConnections connections;
    private final WebServer server;
    private final @Nullable Thread renewal;

    /**
     * Starts to answer.
     *
     * @throws Clash when another program has the port
     * @throws Unreachable when the host is not an address of this machine
     */
    public HttpSite(SiteParts parts) {
        this.parts = parts;
        this.sections = new ArrayList<>();
        sections.add(new Health(parts.readiness(), parts.socket().certificate()));
        sections.addAll(parts.sections());
        requireFree(parts.socket().host(), parts.socket().port());
        this.connections =
                new PatientConnections(parts.bounds().patience(), parts.observers().abandoned());
        this.server = started(build());
        var certificate = parts.socket().certificate();
        this.renewal = certificate == null ? null : certificate.watch(server::reloadTls);
    }

    private WebServer started(WebServer built) {
        try {
            return built.start();
        } catch (RuntimeException | Error e) {
            connections.close();
            throw e;
        }
    }

    /** Where the site listens, as in "http://127.0.0.1:8080/". */
    public URI address() {
        var host =
                parts.socket().host().contains(":")
                        ? "[" + parts.socket().host() + "]"
                        : parts.socket().host();
        var scheme = parts.socket().certificate() == null ? "http" : "https";
        return URI.create(scheme + "://" + host + ":" + server.port() + "/");
    }

    /** Takes no more requests, lets those being answered finish for a while, and stops. */
    @Override
    public void close() {
        if (renewal != null) {
            renewal.interrupt();
        }
        sections.forEach(Section::beforeStop);
        server.stop();
        connections.close();
    }

    private WebServer build() {
        var direct = DirectHandlers.builder();
        for (var type : EventType.values()) {
            direct.addHandler(type, ProblemAnswer::ofTransport);
        }
        var server = WebServer.builder();
        var certificate = parts.socket().certificate();
        if (certificate != null) {
            server.tls(certificate.tls());
        }
        return server.host(parts.socket().host())
                .port(parts.socket().port())
                .maxPayloadSize(parts.bounds().maxRequestBytes())
                .shutdownGracePeriod(parts.bounds().stopPatience())
                .shutdownHook(false)
                // Else the end of a short answer waits 40 ms for the client's acknowledgement.
                .connectionOptions(options -> options.tcpNoDelay(true))
                .maxTcpConnections(MOST_CONNECTIONS)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(connections)
                .directHandlers(direct.build())
                .routing(this::route)
                .build();
    }

    private void route(HttpRouting.Builder routing) {
        routing.addFilter(new RequestLog(parts.observers().watchers()));
        routing.addFilter(parts.addresses());
        routing.error(Throwable.class, ProblemAnswer::send);
        for (var section : sections) {
            HttpService routed = rules -> KnownMethods.route(section, rules);
            if (section.isOpen()) {
                routing.register(section.path(), routed);
            } else {
                routing.register(section.path(), new Entrance(section, parts.door()), routed);
            }
        }
    }

    /**
     * The server's own message about a port in use is long and its cause well hidden: ask first.
     */
    public static void requireFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (BindException e) {
            throw refusal(host, port, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
        }
    }

    private static RuntimeException refusal(String host, int port, BindException e) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("in use")) {
            return new Clash(
                    ListenCode.PORT_BUSY,
                    "port "
                            + port
                            + " on "
                            + host
                            + " is in use by another program: stop it, or choose another with --port",
                    e);
        }
        return new Unreachable(
                ListenCode.ADDRESS, "cannot listen on " + host + ":" + port + ": " + message, e);
    }
}
