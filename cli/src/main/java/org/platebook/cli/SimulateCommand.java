package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.simulate.SimulatedCamera;
import org.platebook.intake.simulate.Simulation;
import org.platebook.model.time.DayObs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the Header Service files of a night that never was: pointings, filters, gaps, calibrations, two-snap"
                    + " visits, weather, engineering frames and a few broken headers, which manifest.json tells.",
            "The same options write the same bytes."
        })
final class SimulateCommand implements Callable<Integer> {

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            defaultValue = "LSSTCam",
            description = "LSSTCam, LSSTComCam or LATISS. Default: ${DEFAULT-VALUE}.")
    private String instrument = "LSSTCam";

    @Option(
            names = "--night",
            paramLabel = "YYYYMMDD",
            required = true,
            description = "The observing day.")
    private String night = "";

    @Option(
            names = "--exposures",
            paramLabel = "N",
            defaultValue = "900",
            description = "How many exposures. Default: ${DEFAULT-VALUE}.")
    private int exposures = 900;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "7",
            description = "Another seed makes another night. Default: ${DEFAULT-VALUE}.")
    private long seed = 7;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write to; made where it is not there.")
    private @Nullable Path out;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var writer = Serving.out(spec);
        var folder = Objects.requireNonNull(out);
        var simulation =
                new Simulation(
                        SimulatedCamera.named(instrument), DayObs.parse(night), exposures, seed);
        var written = simulation.write(folder, _ -> {});
        writer.printf(
                "wrote %s header files to %s; a loader should refuse %s of them and report problems in %s%n",
                written.files(), folder, written.refused(), written.problems());
        writer.flush();
        return ExitStatus.OK;
    }
}
