package org.platebook.intake.camera;

import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Header;
import org.platebook.model.failure.Refused;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The cameras that headers can be translated for.
 *
 * @param all asked in this order whose a header is; names are unique
 */
public record Cameras(List<CameraSpecialization> all) {

    public Cameras {
        all = List.copyOf(all);
        var names = new HashSet<String>();
        for (var camera : all) {
            if (!names.add(camera.name())) {
                throw new Refused("cameras.name", "two cameras are named " + camera.name());
            }
        }
    }

    /** Every camera of Platebook. */
    public static Cameras known() {
        return new Cameras(List.of());
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
                                        "camera.name",
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
                .orElseThrow(
                        () ->
                                new Refused(
                                        "camera.unknown",
                                        "no camera recognises a header with INSTRUME %s and TELESCOP"
                                                        .formatted(shown(header, "INSTRUME"))
                                                + " "
                                                + shown(header, "TELESCOP")));
    }

    /**
     * Translates a header of the camera that recognises it.
     *
     * @throws Refused {@code camera.unknown} when no camera recognises it, {@code
     *     observation.identity} when it names no exposure
     */
    public Observation translate(Header header) {
        return translate(CorrectedHeader.of(header), of(header));
    }

    /**
     * Translates a header of a given camera.
     *
     * @param header as received, with the corrections that hold for it already made
     * @throws Refused {@code observation.identity} when it names no exposure
     */
    public static Observation translate(CorrectedHeader header, CameraSpecialization camera) {
        var mended = header;
        for (var fix : camera.fixes()) {
            mended = fix.mend(mended);
        }
        var observation = new Reading(camera, mended).observation();
        if (observation.orNull(Property.EXPOSURE_ID) == null
                && observation.orNull(Property.OBSERVATION_ID) == null) {
            throw new Refused(
                    "observation.identity",
                    "a header of %s names no exposure: it has neither exposure nor observation id"
                            .formatted(camera.name()));
        }
        return observation;
    }

    private String names() {
        return all.stream().map(CameraSpecialization::name).collect(Collectors.joining(", "));
    }

    private static String shown(Header header, String keyword) {
        var value = header.value(keyword).orNull();
        return value == null ? "absent" : "'" + value + "'";
    }
}
