package org.platebook.intake.camera.rubin;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.DetectorIdentity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The detectors of one camera, found by name or by serial number. */
final class Detectors {

    private final List<DetectorIdentity> all;
    private final Map<String, DetectorIdentity> byName = new HashMap<>();
    private final Map<String, DetectorIdentity> bySerial = new HashMap<>();

    private Detectors(List<DetectorIdentity> all) {
        this.all = all;
        for (var detector : all) {
            byName.put(detector.uniqueName(), detector);
            if (detector.serial() != null) {
                bySerial.put(detector.serial(), detector);
            }
        }
    }

    /** Reads the table that build/cameras/detectors.py wrote for a camera. */
    static Detectors of(String camera) {
        var name = camera + ".detectors.txt";
        try (var resource = Detectors.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("no resource " + name);
            }
            var text = new String(resource.readAllBytes(), UTF_8);
            return new Detectors(text.lines().map(Detectors::detector).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DetectorIdentity detector(String line) {
        var fields = List.of(line.split(" "));
        return new DetectorIdentity(
                Integer.parseInt(fields.get(0)), fields.get(1), fields.get(2), fields.get(3));
    }

    List<DetectorIdentity> all() {
        return all;
    }

    /** The detector of that name within the camera, as in "R22_S11". */
    @Nullable DetectorIdentity named(String uniqueName) {
        return byName.get(uniqueName);
    }

    @Nullable DetectorIdentity withSerial(String serial) {
        return bySerial.get(serial);
    }
}
