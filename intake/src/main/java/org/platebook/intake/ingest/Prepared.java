package org.platebook.intake.ingest;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Property;
import org.platebook.intake.header.HeaderFile;

import java.util.List;

/** A file that has been read and translated, and is not stored yet. */
sealed interface Prepared {

    /** It ends here: refused, or no header at all. */
    record Ended(FileOutcome outcome) implements Prepared {}

    /**
     * The headers of one exposure, or of one detector of it.
     *
     * @param file as read
     * @param sha256 of the file's bytes, in hexadecimal
     * @param camera whose headers they are
     * @param exposureId number of the exposure
     * @param observation what the file says of the exposure
     * @param detectors what it says of each detector, in their order
     * @param whole whether the file describes the whole exposure rather than one detector of it
     * @param heeded the corrections that were known when it was translated
     */
    record Exposure(
            HeaderFile file,
            String sha256,
            CameraSpecialization camera,
            long exposureId,
            Observation observation,
            List<DetectorImage> detectors,
            boolean whole,
            KnownCorrections heeded)
            implements Prepared {

        public Exposure {
            detectors = List.copyOf(detectors);
        }

        /** The exposure's name, or its number where it has none. */
        String name() {
            var name = observation.orNull(Property.OBSERVATION_ID);
            return name == null ? Long.toString(exposureId) : name;
        }

        /** Detector that the file is about; null where it is about the whole exposure. */
        @Nullable Integer detector() {
            return whole || detectors.isEmpty() ? null : detectors.getFirst().num();
        }
    }

    /**
     * What a header says of one detector in one exposure.
     *
     * @param num number of the detector
     * @param part place of its header in the file, from 0
     * @param observation its header translated
     */
    record DetectorImage(int num, int part, Observation observation) {}
}
