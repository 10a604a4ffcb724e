package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.store.database.Identity;
import org.platebook.store.database.Role;
import org.platebook.vo.table.Ending;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks the site's database in ADQL, as TAP does, whether a server runs or not.",
            "Tables: SELECT table_name, description FROM TAP_SCHEMA.tables"
        })
final class QueryCommand implements Callable<Integer> {

    private static final int BUFFER = 1 << 16;

    @Mixin private SiteOptions site = new SiteOptions();

    @Parameters(paramLabel = "ADQL", description = "The query.")
    private String query = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "table, csv, tsv, json, ndjson, parquet, arrow or votable. Default: ${DEFAULT-VALUE}. A table"
                            + " of one of csv, tsv, ndjson, parquet and arrow has up to tap.mostRows rows (site.yaml),"
                            + " of another up to tap.defaultRows.")
    private String format = "table";

    @Option(
            names = "--as-of",
            paramLabel = "MOMENT",
            description =
                    "Asks what was known at a moment: a time, as in 2026-03-01T00:00:00Z, or the name of one"
                            + " (see 'platebook moment list').")
    private @Nullable String asOf;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Serving.out(spec).flush();
        try (var open = site.existing().open();
                var answer = open.tap().query(query, format, Identity.site(Role.STAFF), asOf)) {
            OutputStream out = new BufferedOutputStream(System.out, BUFFER);
            answer.body().writeTo(out);
            out.flush();
            answer.body().ending().ifPresent(this::warnIfCut);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the answer", e);
        }
        return ExitStatus.OK;
    }

    /** On standard error, so that a file which takes the table holds nothing else. */
    private void warnIfCut(Ending ending) {
        if (ending instanceof Ending.Overflow overflow) {
            var err = Objects.requireNonNull(spec, "picocli gives it").commandLine().getErr();
            err.println("warning: " + overflow.message());
            err.flush();
        }
    }
}
