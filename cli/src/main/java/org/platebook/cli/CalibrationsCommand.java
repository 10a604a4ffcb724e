package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.valid.Calibrations.Calibration;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.Tai;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;

@Command(
        name = "calibrations",
        mixinStandardHelpOptions = true,
        description = "Calibrated quantities of a camera, each value for a range of time.",
        subcommands = {CalibrationsCommand.Set.class})
final class CalibrationsCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: calibrations set QUANTITY VALUE; to list them, query the table calibration");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Says what a quantity is from one moment to another.",
                "What was said of that time before yields, and stays in the history."
            })
    static final class Set implements Callable<Integer> {

        private static final int DATE_LENGTH = "2026-03-01".length();
        private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

        @Mixin private SiteOptions site = new SiteOptions();

        @Option(
                names = "--instrument",
                required = true,
                paramLabel = "NAME",
                description = "The camera, as in LSSTCam.")
        private String instrument = "";

        @Parameters(index = "0", paramLabel = "QUANTITY", description = "As in plate_scale.")
        private String quantity = "";

        @Parameters(index = "1", paramLabel = "VALUE", description = "The value.")
        private double value;

        @Option(names = "--unit", paramLabel = "UNIT", description = "Its unit.")
        private @Nullable String unit;

        @Option(
                names = "--sigma",
                paramLabel = "SIGMA",
                description = "Its standard uncertainty, in the same unit.")
        private @Nullable Double sigma;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "TIME",
                description = "From when on it holds, TAI, as in 2026-03-01T12:00:00.")
        private String from = "";

        @Option(
                names = "--until",
                paramLabel = "TIME",
                description = "Until when, TAI, not included. Default: without end.")
        private @Nullable String until;

        @Option(
                names = "--why",
                required = true,
                paramLabel = "WHY",
                description = "How it is known.")
        private String why = "";

        @Option(names = "--by", paramLabel = "WHO", description = "Who says so. Default: you.")
        private String by = System.getProperty("user.name", "unknown");

        @Spec private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = Serving.out(spec);
            var calibration =
                    new Calibration(
                            quantity,
                            tai("--from", from),
                            until == null ? null : tai("--until", until),
                            value,
                            unit,
                            sigma,
                            why,
                            by);
            try (var open = site.existing().open()) {
                int yielded =
                        open.calibrations()
                                .set(
                                        open.installed().camera(instrument),
                                        calibration,
                                        Loading.provenance("calibrations", "calibrations-set"));
                out.printf(
                        "%s is %s%s from %s on; %s earlier value%s yielded%n",
                        quantity,
                        value,
                        unit == null ? "" : " " + unit,
                        from,
                        yielded,
                        yielded == 1 ? "" : "s");
                out.flush();
            }
            return ExitStatus.OK;
        }

        private static Tai tai(String option, String text) {
            try {
                var at =
                        text.length() == DATE_LENGTH
                                ? LocalDate.parse(text).atStartOfDay()
                                : LocalDateTime.parse(text);
                return new Tai(ChronoUnit.NANOS.between(EPOCH, at));
            } catch (DateTimeParseException e) {
                throw new Refused(
                        CommandCode.CALIBRATION_TIME,
                        "%s is '%s', expected a TAI time as in 2026-03-01T12:00:00"
                                .formatted(option, text),
                        e);
            }
        }
    }
}
