package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.ingest.IngestListener;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Goes once through what a site does, so that the build can keep what the virtual machine learns
 * from it.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Goes once through what a site does, in a folder of its own.")
final class RehearseCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    private Sites sites() {
        var root = Objects.requireNonNull(spec, "picocli gives it").root().userObject();
        return ((PlatebookCommand) root).sites();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("platebook-rehearsal");
        var night = SampleNight.write();
        try {
            var site = sites().in(folder).prepared("rehearsal");
            try (var served = site.serve(freePort())) {
                served.site()
                        .ingest()
                        .load(
                                List.of(night),
                                null,
                                Loading.provenance("headers", "rehearse"),
                                IngestListener.NONE);
                visit(served);
            }
        } finally {
            Folders.delete(night);
            Folders.delete(folder);
        }
        return ExitStatus.OK;
    }

    private static void visit(ServedSite served) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (var path : List.of("", "health/ready", "api/instruments", "tap/capabilities")) {
                client.send(
                        HttpRequest.newBuilder(served.address().resolve(path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
        for (var query : served.site().exampleQueries()) {
            for (var format : List.of("table", "votable", "csv", "json")) {
                try (var answer =
                        served.site().tap().query(query, format, Identity.site(Role.STAFF), null)) {
                    answer.body().writeTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
