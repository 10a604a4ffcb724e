package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.camera.CameraSpecialization;
import org.platebook.intake.ingest.IngestSummary;
import org.platebook.model.record.Provenance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Loads files and shows how far it has come. */
final class Loading {

    private Loading() {}

    static IngestSummary load(
            OpenSite open,
            List<Path> paths,
            @Nullable CameraSpecialization camera,
            String command,
            PrintWriter out) {
        var bar = new ProgressBar(Console.live(out), InstantSource.system());
        try {
            return open.ingest().load(paths, camera, provenance("headers", command), bar);
        } finally {
            bar.end();
        }
    }

    static Provenance provenance(String source, String command) {
        return new Provenance(
                source,
                "platebook " + PlatebookCommand.version(),
                System.getProperty("user.name", "unknown"),
                command + "-" + UUID.randomUUID());
    }
}
