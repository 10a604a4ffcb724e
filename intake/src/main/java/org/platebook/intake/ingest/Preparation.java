package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraCode;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.CameraSpecializations;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Problem;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.TranslatedObservation;
import org.platebook.intake.header.Candidate;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderCode;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.intake.header.HeaderFormat;
import org.platebook.intake.header.HeaderJson;
import org.platebook.model.failure.Failure;
import org.platebook.model.failure.Refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads and translates files; needs no database. May be used by many threads. */
final class Preparation {

    /** No camera has as many detectors. */
    private static final long LAST_DETECTOR = 9_999;

    private final CameraSpecializations cameras;
    private final @Nullable CameraSpecialization forced;

    /**
     * @param forced the camera that every header is taken to be of; null to recognise it
     */
    Preparation(CameraSpecializations cameras, @Nullable CameraSpecialization forced) {
        this.cameras = cameras;
        this.forced = forced;
    }

    Prepared prepare(Candidate candidate, KnownCorrections corrections) {
        return switch (candidate) {
            case Candidate.Left(var path, var reason) ->
                    new Prepared.Ended(new FileOutcome.LeftOut(path, reason));
            case Candidate.Found found -> prepare(found, corrections);
        };
    }

    private Prepared prepare(Candidate.Found found, KnownCorrections corrections) {
        try {
            var file = HeaderFiles.readOwn(found);
            return translate(file, sha256(found, file), corrections);
        } catch (Refused refused) {
            return new Prepared.Ended(ended(found.path(), refused));
        }
    }

    /** A file that nothing calls a header is left out; one that should be a header is refused. */
    private static FileOutcome ended(Path path, Failure refused) {
        return refused.is(HeaderCode.NOT_A_HEADER) || refused.is(CameraCode.UNKNOWN)
                ? new FileOutcome.LeftOut(path, refused.text())
                : new FileOutcome.Refused(path, refused.code(), refused.text());
    }

    /**
     * Translates the headers of one file.
     *
     * @throws Refused when no camera recognises them, or they name no exposure
     */
    Prepared.Exposure translate(HeaderFile file, String sha256, KnownCorrections corrections) {
        var translation = file.content() == HeaderFile.Content.TRANSLATION;
        var told = translation ? TranslatedObservation.of(file) : null;
        var camera = told == null ? camera(file) : cameras.named(told.camera());
        var exposure = told == null ? translated(file.observation(), camera, corrections) : told;
        var exposureId = exposure.orNull(Property.EXPOSURE_ID);
        if (exposureId == null) {
            throw new Refused(
                    CameraCode.OBSERVATION_EXPOSURE_ID,
                    file.path() + ": the header gives the exposure no number");
        }
        var whole = file.format() == HeaderFormat.HEADER_SERVICE;
        var problems = new ArrayList<>(Problem.of(file));
        var detectors = detectors(file, whole, exposure, camera, corrections, problems);
        return new Prepared.Exposure(
                file,
                sha256,
                camera,
                exposureId,
                exposure.with(problems),
                detectors,
                whole || detectors.size() > 1,
                corrections);
    }

    /**
     * The same exposure with the corrections that are known now; itself where that changes nothing.
     */
    Prepared.Exposure translatedAgain(Prepared.Exposure exposure, KnownCorrections now) {
        var camera = exposure.camera().name();
        return exposure.heeded().of(camera) == now.of(camera)
                ? exposure
                : translate(exposure.file(), exposure.sha256(), now);
    }

    private CameraSpecialization camera(HeaderFile file) {
        return forced == null ? cameras.of(file.observation()) : forced;
    }

    private static Observation translated(
            Header header, CameraSpecialization camera, KnownCorrections corrections) {
        return CameraSpecializations.translate(header, camera, corrections.of(camera.name()));
    }

    /**
     * Each part that is about a detector of its own is a detector image; where none is, the whole
     * file may be one.
     */
    private static List<Prepared.DetectorImage> detectors(
            HeaderFile file,
            boolean whole,
            Observation exposure,
            CameraSpecialization camera,
            KnownCorrections corrections,
            List<Problem> problems) {
        var found = new TreeMap<Integer, Prepared.DetectorImage>();
        for (int part = 1; part < file.parts().size(); part++) {
            if (!isOfDetector(file, part, camera)) {
                continue;
            }
            var merged = file.primary().overlaidBy(file.parts().get(part).header());
            var observation =
                    CameraSpecializations.identify(merged, camera, corrections.of(camera.name()));
            var num = observation.orNull(Property.DETECTOR_NUM);
            if (num == null || !canBe(num) || found.containsKey(num.intValue())) {
                problems.add(noImage(file.parts().get(part).name(), num, observation));
            } else {
                found.put(
                        num.intValue(),
                        new Prepared.DetectorImage(num.intValue(), part, observation));
            }
        }
        if (whole && found.isEmpty()) {
            problems.add(
                    new Problem(
                            Problem.FILE,
                            "no section of a detector",
                            "a section RxxSyy_PRIMARY for each detector",
                            "no detector images made"));
        }
        var own = exposure.orNull(Property.DETECTOR_NUM);
        if (own != null && canBe(own) && found.isEmpty() && !whole) {
            found.put(own.intValue(), new Prepared.DetectorImage(own.intValue(), 0, exposure));
        }
        return new ArrayList<>(found.values());
    }

    private static boolean canBe(long detector) {
        return detector >= 0 && detector <= LAST_DETECTOR;
    }

    private static Problem noImage(String part, @Nullable Long num, Observation observation) {
        var found = observation.problems().stream().map(Problem::found).distinct();
        return new Problem(
                Problem.FILE,
                "header %s is of detector %s%s"
                        .formatted(
                                part,
                                num == null ? "unknown" : num,
                                found.map(one -> "; " + one).collect(Collectors.joining())),
                "each detector once, with a number from 0 to " + LAST_DETECTOR,
                "no detector image made of it");
    }

    private static boolean isOfDetector(HeaderFile file, int part, CameraSpecialization camera) {
        return switch (file.format()) {
            case HEADER_SERVICE -> file.parts().get(part).name().endsWith("_PRIMARY");
            case FITS -> camera.isOfDetector(file.parts().get(part).header());
            case YAML, JSON, SIDECAR, INDEX -> false;
        };
    }

    /** Of the file's bytes; where an index or sidecar tells of the file, of what it tells. */
    private static String sha256(Candidate.Found found, HeaderFile file) {
        return file.format() != HeaderFormat.SIDECAR && file.format() != HeaderFormat.INDEX
                ? Sha256.of(found.path())
                : Sha256.of(
                        file.parts().stream()
                                .map(part -> HeaderJson.write(part.received()))
                                .collect(Collectors.joining("\n")));
    }
}
