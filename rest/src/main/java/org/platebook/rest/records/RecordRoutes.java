package org.platebook.rest.records;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;
import org.platebook.model.failure.Faults;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.TableName;
import org.platebook.rest.records.RecordWriting.Absent;
import org.platebook.rest.records.RecordWriting.Asker;
import org.platebook.rest.route.JsonAnswer;
import org.platebook.rest.route.Operation;
import org.platebook.rest.route.Parameters;
import org.platebook.rest.route.RestCode;
import org.platebook.rest.tables.SiteTable;
import org.platebook.rest.tables.SiteTables;
import org.platebook.store.database.Database;
import org.platebook.store.history.HistoryNames;
import org.platebook.store.history.Moments;
import org.platebook.store.ledger.Ledger;
import org.platebook.store.sql.SqlText;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Where records are written, and single rows read with their versions. */
public final class RecordRoutes {

    private static final String ROW = "/tables/{schema}/{table}/rows/{key}";
    private static final Set<String> AS_OF = Set.of("as_of");

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final HeaderName ONCE_KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final String VERSIONS = "versions";
    private static final int MOST_SOFTWARE = 200;

    private final Database database;
    private final Ledger ledger;
    private final Moments moments;
    private final SiteTables tables;
    private final RecordWriting writing;

    public RecordRoutes(Database database, Ledger ledger, Moments moments, SiteTables tables) {
        this.database = database;
        this.ledger = ledger;
        this.moments = moments;
        this.tables = tables;
        this.writing = new RecordWriting(ledger, tables);
    }

    /** All that is answered here. */
    public List<Operation> operations() {
        return List.of(
                new Operation("POST", "/records", Set.of(), this::post),
                new Operation("GET", "/records/{id}", Set.of(), this::find),
                new Operation("GET", ROW + "/versions", AS_OF, this::row),
                new Operation("GET", ROW, AS_OF, this::row),
                new Operation(
                        "PUT",
                        ROW,
                        Set.of(),
                        (asked, answer) -> set(asked, answer, RecordRoutes::clearOthers)),
                new Operation(
                        "PATCH",
                        ROW,
                        Set.of(),
                        (asked, answer) -> set(asked, answer, (_, _) -> {})),
                new Operation("DELETE", ROW, Set.of(), this::withdraw));
    }

    private void post(ServerRequest request, ServerResponse response) {
        new Parameters(request, Set.of());
        var bytes = body(request);
        var body = RecordsBody.read(bytes);
        var faults = new Faults();
        var asked = body.records(tables, Caller.of(request), faults);
        send(
                response,
                writing.write(
                        asker(request, response, body.runKind(), bytes),
                        asked,
                        faults,
                        Absent.FINE));
    }

    /** PUT says the whole row: what it does not name is cleared. PATCH sets what it names. */
    private void set(
            ServerRequest request,
            ServerResponse response,
            BiConsumer<SiteTable, Map<String, JsonNode>> others) {
        new Parameters(request, Set.of());
        var bytes = body(request);
        var body = RecordsBody.read(bytes);
        var address = address(request);
        var values = new LinkedHashMap<String, JsonNode>();
        body.values().forEach(values::put);
        others.accept(address.table(), values);
        var named = address.asNodes();
        named.keySet().forEach(column -> requireSame(address, column, values));
        values.keySet().removeIf(name -> named.containsKey(SqlText.stored(name)));
        named.putAll(values);
        var asked = new AskedRecord(0, address.table(), named, false);
        send(
                response,
                writing.write(
                        asker(request, response, body.runKind(), bytes),
                        List.of(asked),
                        new Faults(),
                        Absent.MISSING));
    }

    private static void clearOthers(SiteTable table, Map<String, JsonNode> values) {
        for (var column : table.table().columns()) {
            boolean isNamed =
                    table.key().contains(SqlText.stored(column.name()))
                            || values.keySet().stream().anyMatch(column.name()::equalsIgnoreCase);
            if (!isNamed && column.value() == null && !column.autoincrement()) {
                values.put(column.name(), JsonNodeFactory.instance.nullNode());
            }
        }
    }

    private static void requireSame(
            RowAddress address, String column, Map<String, JsonNode> values) {
        values.forEach(
                (name, given) -> {
                    if (name.equalsIgnoreCase(column) && !address.names(column, given)) {
                        throw new Refused(
                                RestCode.KEY,
                                "%s is %s, and the address says %s"
                                        .formatted(name, given, address.asNodes().get(column)));
                    }
                });
    }

    private void withdraw(ServerRequest request, ServerResponse response) {
        new Parameters(request, Set.of());
        var address = address(request);
        var asked = new AskedRecord(0, address.table(), address.asNodes(), true);
        send(
                response,
                writing.write(
                        asker(request, response, Provenance.SCIENCE, new byte[0]),
                        List.of(asked),
                        new Faults(),
                        Absent.MISSING));
    }

    private void row(ServerRequest request, ServerResponse response) {
        var parameters = new Parameters(request, AS_OF);
        var reader = database.reader(Caller.identityOf(request));
        var table = table(request);
        var parts = RowAddress.parts(rawPath(request));
        if (parts.size() == table.key().size() + 1 && parts.getLast().equals(VERSIONS)) {
            var address = RowAddress.of(table, parts.subList(0, parts.size() - 1));
            JsonAnswer.send(request, response, RowVersions.versions(reader, address));
            return;
        }
        var asOf = parameters.text("as_of");
        var row =
                RowVersions.row(
                        reader,
                        RowAddress.of(table, parts),
                        asOf == null ? null : moments.meant(asOf));
        if (row.version() != null) {
            response.header(HeaderNames.ETAG, '"' + row.version() + '"');
        }
        JsonAnswer.send(request, response, row);
    }

    private void find(ServerRequest request, ServerResponse response) {
        var parameters = new Parameters(request, Set.of());
        var text = parameters.part("id");
        var caller = Caller.of(request);
        var found =
                uuid(text)
                        .flatMap(ledger::find)
                        .orElseThrow(
                                () -> new Missing(RestCode.RECORD, "there is no record " + text));
        var table = tables.find(untried(found.record().table()), caller);
        JsonAnswer.send(request, response, FoundRecord.of(found, table, caller));
    }

    private static java.util.Optional<UUID> uuid(String text) {
        try {
            return java.util.Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return java.util.Optional.empty();
        }
    }

    /** The table that results of trial runs would belong to. */
    private static TableName untried(TableName table) {
        return HistoryNames.isTrial(table.schema())
                ? new TableName(HistoryNames.tried(table.schema()), table.table())
                : table;
    }

    /** The path as it was sent: a slash within a key is written %2F. */
    private static String rawPath(ServerRequest request) {
        return request.prologue().uriPath().rawPath();
    }

    private RowAddress address(ServerRequest request) {
        return RowAddress.of(table(request), RowAddress.parts(rawPath(request)));
    }

    private SiteTable table(ServerRequest request) {
        var path = request.path().pathParameters();
        return tables.find(
                new TableName(path.get("schema"), path.get("table")), Caller.of(request));
    }

    private static byte[] body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            throw new Refused(RestCode.BODY, "the body is missing, expected JSON");
        }
        return request.content().as(byte[].class);
    }

    private static Asker asker(
            ServerRequest request, ServerResponse response, String runKind, byte[] body) {
        var software = request.headers().first(HeaderNames.USER_AGENT).orElse("unknown");
        return new Asker(
                Caller.of(request),
                software.substring(0, Math.min(MOST_SOFTWARE, software.length())),
                response.headers().first(REQUEST_ID).orElse(""),
                runKind,
                onceKey(request),
                digest(request, body),
                Precondition.of(request));
    }

    private static @Nullable String onceKey(ServerRequest request) {
        var key = request.headers().first(ONCE_KEY).orElse(null);
        if (key != null && !KEY.matcher(key).matches()) {
            throw new Refused(
                    RestCode.ONCE_KEY,
                    "Idempotency-Key must have 1 to 200 printable characters and no blank");
        }
        return key;
    }

    private static String digest(ServerRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var line = request.prologue().method().text() + " " + rawPath(request) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(ServerResponse response, String answer) {
        var versions = MAPPER.readTree(answer).path("records");
        if (versions.size() == 1 && versions.get(0).path("version").isString()) {
            response.header(
                    HeaderNames.ETAG, '"' + versions.get(0).path("version").stringValue() + '"');
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(answer.getBytes(StandardCharsets.UTF_8));
    }
}
