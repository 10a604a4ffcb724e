package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.http.watch.Audit;
import org.platebook.model.failure.Refused;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells who wrote what, over HTTP or by a command, and who was turned away, oldest first.",
            "What was read is not told."
        })
final class AuditCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration USUAL = Duration.ofDays(7);

    @Mixin private SiteOptions site = new SiteOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "As in 2026-03-01T00:00:00Z. Default: seven days ago.")
    private @Nullable String since;

    @Option(
            names = "--caller",
            paramLabel = "NAME",
            description = "This caller alone, as in token:rapid-analysis.")
    private @Nullable String caller;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var from = since == null ? Instant.now().minus(USUAL) : moment(since);
        var out = Serving.out(spec);
        Consumer<Audit.Entry> teller =
                json ? entry -> out.println(json(entry)) : entry -> line(out, entry);
        try (var open = site.existing().open()) {
            open.audit().tell(from, caller, teller);
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refused(
                    CommandCode.AUDIT_SINCE,
                    "--since is written as 2026-03-01T00:00:00Z, not " + text);
        }
    }

    private static void line(PrintWriter out, Audit.Entry entry) {
        var status = entry.status();
        var reason = entry.reason();
        var tables = entry.tables();
        out.printf(
                "%s %s %s %s %s%s%s%s%n",
                entry.at().truncatedTo(ChronoUnit.MILLIS),
                entry.caller(),
                entry.method(),
                entry.path(),
                status == null ? "done" : status,
                reason == null ? "" : " [" + reason + "]",
                entry.times() == 1 ? "" : " " + entry.times() + " times",
                tables == null ? "" : " " + tables);
    }

    private static String json(Audit.Entry entry) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("at", entry.at().toString());
        members.put("caller", entry.caller());
        members.put("client", entry.client());
        members.put("request", entry.request());
        members.put("method", entry.method());
        members.put("path", entry.path());
        members.put("status", entry.status());
        members.put("code", entry.reason());
        members.put("times", entry.times());
        var tables = entry.tables();
        members.put("tables", tables == null ? null : JSON.readTree(tables));
        return JSON.writeValueAsString(members);
    }
}
