package org.platebook.peers.consdb;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Door;
import org.platebook.http.server.HttpSite;
import org.platebook.http.server.SiteParts;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.ingest.VisitUpkeep;
import org.platebook.model.felis.CameraSchemas;
import org.platebook.store.database.Database;
import org.platebook.store.database.DatabaseSettings;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.ledger.PostgresLedger;
import org.platebook.store.schema.SchemaCatalog;
import org.platebook.store.schema.SchemaInstaller;
import org.platebook.store.schema.TablePartitions;
import org.platebook.testkit.TestPostgres;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A site with the tables of LATISS and LSSTCam, empty, that answers as ConsDB does. */
final class ConsDbSite implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    final Database database =
            Database.open(DatabaseSettings.of(TestPostgres.fresh(), "postgres", null));
    final SchemaCatalog catalog = new SchemaCatalog(database);
    final Ledger ledger = new PostgresLedger(database, TablePartitions::ensureAll);
    private final HttpSite site;
    private final HttpClient client = HttpClient.newHttpClient();

    ConsDbSite() {
        this(new ConsDb.Limits(Duration.ofSeconds(30), 1_000_000));
    }

    ConsDbSite(ConsDb.Limits limits) {
        this(limits, Door.LOCAL);
    }

    /**
     * @param door says who asks
     */
    ConsDbSite(ConsDb.Limits limits, Door door) {
        this(
                limits,
                door,
                new CameraSchemas(
                        List.of(
                                CameraSchemas.load().of("LATISS"),
                                CameraSchemas.load().of("LSSTCam"))));
    }

    /**
     * @param schemas all of which are installed
     */
    ConsDbSite(ConsDb.Limits limits, Door door, CameraSchemas schemas) {
        var installer = new SchemaInstaller(database, catalog);
        schemas.all().forEach(installer::install);
        site =
                new HttpSite(
                        SiteParts.of(
                                        "127.0.0.1",
                                        0,
                                        List.of(
                                                ConsDb.section(
                                                        database,
                                                        ledger,
                                                        catalog,
                                                        new VisitUpkeep(
                                                                KnownCameras.all(), schemas),
                                                        new Moments(
                                                                database, InstantSource.system()),
                                                        limits)),
                                        List::of)
                                .behind(door));
    }

    /** What was answered. */
    record Answer(int status, String body, HttpResponse<String> http) {

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    URI address() {
        return site.address();
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer query(String sql) {
        return post("/consdb/query", JSON.writeValueAsString(java.util.Map.of("query", sql)));
    }

    Answer send(String verb, String path, @Nullable String json) {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + site.address().getAuthority() + path))
                        .header("Content-Type", "application/json")
                        .method(
                                verb,
                                json == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json))
                        .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        site.close();
        database.close();
    }
}
