package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.ObservationJson;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.TranslatedObservation;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.correction.CorrectionFiles;
import org.platebook.intake.correction.Corrections;
import org.platebook.intake.header.Candidate;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.failure.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

@Command(
        name = "headers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Translates headers and shows what they say; needs no database. Corrections in files beside them, or one folder up,"
                    + " whose names end in corrections.jsonl, are heeded.",
            "With --json: one JSON object a line, 'file' and the translated fields; a header that cannot be translated gives"
                    + " 'file' and 'error'.",
            "Exit status 2 says that some could not be translated."
        })
final class HeadersCommand implements Callable<Integer> {

    private static final String LINE = "%-26s %s%n";

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders.")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "One JSON object a line instead of text for people.")
    private boolean json;

    @Option(
            names = "--camera",
            paramLabel = "NAME",
            description =
                    "Takes all headers to be of this camera, instead of recognising it; 'FITS' reads any FITS header.")
    private @Nullable String camera;

    @Spec private @Nullable CommandSpec spec;

    private final Map<Path, Corrections> known = new HashMap<>();

    @Override
    public Integer call() {
        var out = Serving.out(spec);
        var cameras = KnownCameras.all();
        var forced = camera == null ? null : cameras.named(camera);
        int failed = 0;
        for (var candidate : (Iterable<Candidate>) HeaderFiles.walk(paths)::iterator) {
            failed += show(candidate, cameras, forced, out) ? 0 : 1;
        }
        out.flush();
        return failed == 0 ? ExitStatus.OK : ExitStatus.REFUSED;
    }

    private boolean show(
            Candidate candidate,
            CameraSpecializations cameras,
            @Nullable CameraSpecialization forced,
            PrintWriter out) {
        var file = candidate.path().toString();
        try {
            switch (candidate) {
                case Candidate.Left(var path, var reason) -> {
                    error(file, Files.exists(path) ? reason : "is not there", out);
                    return false;
                }
                case Candidate.Found found -> {
                    var read = HeaderFiles.readOwn(found);
                    var observation =
                            read.content() == HeaderFile.Content.TRANSLATION
                                    ? TranslatedObservation.of(read)
                                    : translated(read.observation(), found.path(), cameras, forced);
                    show(file, observation.with(Problem.of(read)), out);
                    return true;
                }
            }
        } catch (Failure failure) {
            error(file, failure.text(), out);
            return false;
        }
    }

    private Observation translated(
            Header header,
            Path file,
            CameraSpecializations cameras,
            @Nullable CameraSpecialization forced) {
        return CameraSpecializations.translate(
                header, forced == null ? cameras.of(header) : forced, corrections(file));
    }

    /** Corrections that stand with a header hold for it. */
    private Corrections corrections(Path file) {
        return known.computeIfAbsent(
                file.toAbsolutePath().getParent(),
                _ -> {
                    var origin =
                            new CorrectionFiles.Origin(
                                    "file", "corrections beside the header", Instant.EPOCH);
                    return Corrections.of(
                            CorrectionFiles.beside(file).stream()
                                    .flatMap(
                                            one ->
                                                    CorrectionFiles.read(one, Set.of(), origin)
                                                            .stream())
                                    .toList());
                });
    }

    private void error(String file, String reason, PrintWriter out) {
        if (json) {
            out.println(ObservationJson.errorLine(file, reason));
        } else {
            out.printf("%s%n  cannot be translated: %s%n", file, reason);
        }
    }

    private void show(String file, Observation observation, PrintWriter out) {
        if (json) {
            out.println(ObservationJson.line(file, observation));
            return;
        }
        out.println(file);
        for (var property : Property.ALL) {
            observation
                    .get(property)
                    .ifPresent(value -> out.printf("  " + LINE, property.name(), value));
        }
        observation.problems().forEach(problem -> out.printf("  " + LINE, "problem", problem));
    }
}
