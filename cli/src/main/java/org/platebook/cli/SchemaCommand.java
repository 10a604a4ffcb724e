package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Missing;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.FelisReader;
import org.platebook.model.felis.FelisWriter;
import org.platebook.model.felis.Schema;
import org.platebook.store.schema.Effects;
import org.platebook.store.schema.Proposal;
import org.platebook.store.schema.SchemaChangeRequest;
import org.platebook.store.schema.WorkItem;
import org.platebook.store.sql.PostgresType;
import org.platebook.store.wide.WideViews;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Schemas: what tables there are, and how they change.",
        subcommands = {
            SchemaCommand.Plan.class,
            SchemaCommand.Apply.class,
            SchemaCommand.History.class,
            SchemaCommand.Work.class,
            SchemaCommand.Adopt.class,
            SchemaCommand.ListThem.class,
            SchemaCommand.Show.class,
            SchemaCommand.Docs.class
        })
final class SchemaCommand implements Runnable {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: schema plan, apply, history, work, adopt, list, show or docs");
    }

    private static Schema read(Path file) {
        if (!Files.isReadable(file)) {
            throw new Refused(CommandCode.SCHEMA_FILE, file + " cannot be read");
        }
        return new FelisReader().read(file);
    }

    private static Schema installed(OpenSite open, String name) {
        return open.catalog()
                .schema(name)
                .orElseThrow(
                        () ->
                                new Missing(
                                        CommandCode.SCHEMA_UNKNOWN,
                                        "there is no schema " + name + " here"));
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows what apply would do, and who would suffer.")
    static final class Plan extends OnSite {

        @Parameters(paramLabel = "FILE.yaml", description = "A schema in Felis.")
        private Path file = Path.of("");

        @Option(names = "--json", description = "In JSON.")
        private boolean json;

        @Override
        void run(OpenSite open, PrintWriter out) {
            var proposal = open.installer().propose(read(file));
            if (json) {
                out.println(JSON.writeValueAsString(map(proposal)));
                return;
            }
            out.printf(
                    "%s: %s -> %s%n",
                    proposal.schema(),
                    Objects.requireNonNullElse(proposal.fromVersion(), "not installed"),
                    Objects.requireNonNullElse(proposal.toVersion(), "(no version)"));
            if (proposal.statements().isEmpty()) {
                out.println("nothing to do but comments and grants");
            }
            proposal.statements().forEach(one -> out.println("  " + shortened(one)));
            if (!proposal.harms().isEmpty()) {
                out.println("refused without --force:");
                proposal.harms().forEach(harm -> tell(harm, out));
            }
        }

        private static void tell(Effects effects, PrintWriter out) {
            out.printf("  %s: %s%n", effects.harm().name(), effects.harm().text());
            if (effects.rows() != null) {
                out.printf("    rows with a value: %s%n", effects.rows());
            }
            if (!effects.views().isEmpty()) {
                out.println("    views that read it: " + String.join(", ", effects.views()));
            }
            if (!effects.moments().isEmpty()) {
                out.println(
                        "    named moments, whose past stays as it is: "
                                + String.join(", ", effects.moments()));
            }
            if (effects.harm().steps().isEmpty()) {
                out.println("    this cannot be forced");
            }
        }

        private static Map<String, Object> map(Proposal proposal) {
            return Map.of(
                    "schema",
                    proposal.schema(),
                    "from_version",
                    Objects.requireNonNullElse(proposal.fromVersion(), ""),
                    "to_version",
                    Objects.requireNonNullElse(proposal.toVersion(), ""),
                    "statements",
                    proposal.statements(),
                    "harms",
                    proposal.harms().stream().map(Plan::map).toList());
        }

        private static Map<String, Object> map(Effects effects) {
            return Map.of(
                    "name",
                    effects.harm().name(),
                    "text",
                    effects.harm().text(),
                    "can_be_forced",
                    !effects.harm().steps().isEmpty(),
                    "rows",
                    effects.rows() == null ? 0 : effects.rows(),
                    "views",
                    effects.views(),
                    "moments",
                    effects.moments());
        }
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Brings a schema to what a file says, while others read and write.",
                "What takes something away is refused unless --force names it."
            })
    static final class Apply extends OnSite {

        @Parameters(paramLabel = "FILE.yaml", description = "A schema in Felis.")
        private Path file = Path.of("");

        @Option(
                names = "--force",
                arity = "1..*",
                paramLabel = "NAME",
                description = "A table, or as in exposure.airmass a column or constraint of one.")
        private List<String> forced = List.of();

        @Option(names = "--by", paramLabel = "WHO", description = "Who changes it. Default: you.")
        private String by = System.getProperty("user.name", "unknown");

        @Option(names = "--json", description = "In JSON.")
        private boolean json;

        @Override
        SiteFolder folder() {
            return site.folder().prepared("platebook");
        }

        @Override
        void run(OpenSite open, PrintWriter out) {
            var change =
                    new SchemaChangeRequest(
                            by, "platebook " + PlatebookCommand.version(), Set.copyOf(forced));
            var schema = read(file);
            var outcome = open.installer().apply(schema, change);
            var word = outcome.name().toLowerCase(Locale.ROOT);
            out.println(
                    json
                            ? JSON.writeValueAsString(
                                    Map.of("schema", schema.name(), "outcome", word))
                            : schema.name() + ": " + word);
            var left = open.upkeep().work().left().left();
            if (!json && left > 0) {
                out.printf(
                        "%s indexes or validations are left to do: platebook schema work%n", left);
            }
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists the changes that were made, the newest first.")
    static final class History extends OnSite {

        @Parameters(arity = "0..1", paramLabel = "SCHEMA", description = "Only of this schema.")
        private @Nullable String schema;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Option(names = "--statements", description = "With what the database was told.")
        private boolean statements;

        @Override
        void run(OpenSite open, PrintWriter out) {
            for (var event : open.schemaEvents().newest(schema, limit)) {
                out.printf(
                        "%s  %s  %s -> %s  by %s  %s statements%s%n",
                        event.changedAt(),
                        event.schema(),
                        Objects.requireNonNullElse(event.fromVersion(), "-"),
                        Objects.requireNonNullElse(event.toVersion(), "-"),
                        event.changedBy(),
                        event.statements().size(),
                        event.forced().isEmpty() ? "" : "  forced: " + event.forced());
                if (statements) {
                    event.statements().forEach(one -> out.println("    " + shortened(one)));
                }
            }
        }
    }

    @Command(
            name = "work",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Lists the indexes to build and constraints to validate after schema changes, then the newest that are done.",
                "A serving site works through them; 'platebook upkeep' does so now."
            })
    static final class Work extends OnSite {

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "At most so many. Default: ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Override
        void run(OpenSite open, PrintWriter out) {
            var work = open.upkeep().work();
            for (var item : work.newest(limit)) {
                out.println(json ? JSON.writeValueAsString(item) : line(item));
            }
            if (!json) {
                work.building()
                        .forEach(
                                one ->
                                        out.printf(
                                                "building on %s: %s, %s %%%n",
                                                one.table(), one.phase(), one.percent()));
                var left = work.left();
                out.printf("left to do: %s, of which failed: %s%n", left.left(), left.failing());
            }
        }

        private static String line(WorkItem item) {
            var state =
                    item.finishedAt() != null
                            ? "done " + item.finishedAt()
                            : item.failure() != null
                                    ? "failed after %s attempts: %s"
                                            .formatted(
                                                    item.attempts(),
                                                    item.failure().replace("\n", "\n    "))
                                    : "open since " + item.wantedAt();
            return "%-10s %s %s  %s"
                    .formatted(
                            item.kind().name().toLowerCase(Locale.ROOT),
                            item.table(),
                            item.name(),
                            state);
        }
    }

    @Command(
            name = "adopt",
            mixinStandardHelpOptions = true,
            description = {
                "Brings the schemas of cameras to this program's form and to access.visibility of site.yaml,",
                "even if a newer program or another site.yaml on the same database changed them since."
            })
    static final class Adopt extends OnSite {

        @Override
        void run(OpenSite open, PrintWriter out) {
            open.installed().adopt().forEach(name -> out.println(name + ": adopted"));
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the schemas that are installed.")
    static final class ListThem extends OnSite {

        @Override
        void run(OpenSite open, PrintWriter out) {
            for (var schema : open.catalog().schemas()) {
                var version = schema.version();
                out.printf(
                        Locale.ROOT,
                        "%-20s %-8s %3d tables  %s%n",
                        schema.name(),
                        version == null ? "-" : version.current(),
                        schema.tables().size(),
                        Objects.requireNonNullElse(schema.description(), ""));
            }
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows a schema in Felis, as apply reads it; wide views are left out.")
    static final class Show extends OnSite {

        @Parameters(paramLabel = "SCHEMA", description = "As in cdb_lsstcam.")
        private String schema = "";

        @Option(names = "--plain", description = "Without our own annotations, for other readers.")
        private boolean plain;

        @Override
        void run(OpenSite open, PrintWriter out) {
            var shown = WideViews.removed(installed(open, schema));
            out.print(plain ? FelisWriter.plain(shown) : FelisWriter.annotated(shown));
        }
    }

    @Command(
            name = "docs",
            mixinStandardHelpOptions = true,
            description = "Describes a schema's tables and columns in Markdown.")
    static final class Docs extends OnSite {

        @Parameters(paramLabel = "SCHEMA", description = "As in cdb_lsstcam.")
        private String schema = "";

        @Override
        void run(OpenSite open, PrintWriter out) {
            var described = installed(open, schema);
            out.printf("# %s%n%n%s%n", described.name(), text(described.description()));
            for (var table : described.tables()) {
                out.printf("%n## %s%n%n%s%n%n", table.name(), text(table.description()));
                out.println("| column | type | unit | UCD | meaning |");
                out.println("|---|---|---|---|---|");
                for (var column : table.columns()) {
                    out.printf(
                            "| `%s` | %s | %s | %s | %s |%n",
                            column.name(),
                            PostgresType.of(column),
                            text(column.unit()),
                            text(column.ucd()),
                            text(column.description()));
                }
            }
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value.replace("|", "\\|").replace('\n', ' ');
        }
    }

    private static String shortened(String statement) {
        var line = statement.lines().map(String::strip).reduce("", (a, b) -> a + " " + b).strip();
        return line.length() > 160 ? line.substring(0, 157) + "..." : line;
    }
}
