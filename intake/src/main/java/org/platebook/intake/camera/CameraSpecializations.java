package org.platebook.intake.camera;

import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.correction.Corrections;
import org.platebook.intake.header.Header;
import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The cameras that headers can be translated for.
 *
 * @param all asked in this order whose a header is; names are unique
 */
public record CameraSpecializations(List<CameraSpecialization> all) {

    /** The card by which astro_metadata_translator marks headers that it has mended already. */
    private static final String MENDED_ELSEWHERE = "ASTRO METADATA FIX MODIFIED";

    public CameraSpecializations {
        all = List.copyOf(all);
        var names = new HashSet<String>();
        for (var camera : all) {
            if (!names.add(camera.name())) {
                throw new Refused(CameraCode.NAME_TWICE, "two cameras are named " + camera.name());
            }
        }
    }

    /**
     * The camera of that name, in any case.
     *
     * @throws Refused {@code camera.name} when there is none
     */
    public CameraSpecialization named(String name) {
        return all.stream()
                .filter(camera -> camera.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        CameraCode.NAME,
                                        "no camera is named '%s'; known: %s"
                                                .formatted(name, names())));
    }

    /**
     * The camera that a header is from.
     *
     * @throws Refused {@code camera.unknown} when no camera recognises it
     */
    public CameraSpecialization of(Header header) {
        return all.stream()
                .filter(camera -> camera.recognises(header))
                .findFirst()
                .or(
                        () ->
                                all.stream()
                                        .filter(camera -> camera.recognisesExposure(header))
                                        .findFirst())
                .orElseThrow(
                        () ->
                                new Refused(
                                        CameraCode.UNKNOWN,
                                        "no camera recognises a header with INSTRUME %s and TELESCOP"
                                                        .formatted(shown(header, "INSTRUME"))
                                                + " "
                                                + shown(header, "TELESCOP")));
    }

    /**
     * Translates a header of the camera that recognises it, as received.
     *
     * @throws Refused {@code camera.unknown} when no camera recognises it, {@code
     *     observation.identity} when it names no exposure
     */
    public Observation translate(Header header) {
        return translate(header, of(header), Corrections.none());
    }

    /**
     * Translates a header of a given camera: first the corrections are made that hold for its
     * exposure, then what the camera mends itself, then the properties are read.
     *
     * @throws Refused {@code observation.identity} when it names no exposure
     */
    public static Observation translate(
            Header header, CameraSpecialization camera, Corrections corrections) {
        return translate(header, camera, corrections, Property.ALL);
    }

    /**
     * As {@link #translate(Header, CameraSpecialization, Corrections)}, but reads only which
     * exposure and which detector a header is of: an exposure has one that says all, and hundreds
     * that say this.
     */
    public static Observation identify(
            Header header, CameraSpecialization camera, Corrections corrections) {
        return translate(header, camera, corrections, Property.OF_DETECTOR);
    }

    private static Observation translate(
            Header header,
            CameraSpecialization camera,
            Corrections corrections,
            List<Property<?>> wanted) {
        var received = CorrectedHeader.of(header);
        var corrected = corrections.isEmpty() ? received : corrected(received, camera, corrections);
        var problems = new ArrayList<Problem>();
        var mended = mended(corrected, camera, problems);
        var observation = Reading.of(camera, mended).observation(wanted, problems);
        if (observation.orNull(Property.EXPOSURE_ID) == null
                && observation.orNull(Property.OBSERVATION_ID) == null) {
            throw new Refused(
                    CameraCode.OBSERVATION_IDENTITY,
                    "a header of %s names no exposure: it has neither exposure nor observation id"
                            .formatted(camera.name()));
        }
        return observation;
    }

    private static CorrectedHeader corrected(
            CorrectedHeader received, CameraSpecialization camera, Corrections corrections) {
        var asReceived = Reading.of(camera, mended(received, camera, new ArrayList<>()));
        var instrument = asReceived.get(Property.INSTRUMENT);
        return corrections.applyTo(
                received,
                instrument == null ? camera.name() : instrument,
                asReceived.get(Property.OBSERVATION_ID),
                asReceived.get(Property.EXPOSURE_ID));
    }

    /** A fix that a header's other values forbid is not made, and told as a problem. */
    private static CorrectedHeader mended(
            CorrectedHeader header, CameraSpecialization camera, List<Problem> problems) {
        if (header.corrected().has(MENDED_ELSEWHERE)) {
            return header;
        }
        var mended = header;
        for (var fix : camera.fixes()) {
            try {
                mended = fix.mend(mended);
            } catch (Refused e) {
                problems.add(
                        new Problem(
                                "header", e.text(), "a value that can be mended", "left as it is"));
            }
        }
        return mended;
    }

    private String names() {
        return all.stream().map(CameraSpecialization::name).collect(Collectors.joining(", "));
    }

    private static String shown(Header header, String keyword) {
        var value = header.value(keyword).orNull();
        return value == null ? "absent" : "'" + value + "'";
    }
}
