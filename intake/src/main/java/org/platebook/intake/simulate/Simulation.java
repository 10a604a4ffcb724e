package org.platebook.intake.simulate;

import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.DayObs;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A night that never was: the same description always writes the same files.
 *
 * @param night the observing day, which begins at 12:00 UTC
 * @param exposures how many exposures a loader finds; a few refused files come on top
 * @param seed any number; another one makes another night
 */
public record Simulation(SimulatedCamera camera, DayObs night, int exposures, long seed) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Exposures of detectors are numbered by days from 2010 on; see docs/headers.md. */
    private static final int FIRST_YEAR = 2010;

    private static final int LAST_YEAR = 2050;

    /** Of a night written yyyymmdd. */
    private static final int DAYS_IN_NUMBER_OF_YEAR = 10_000;

    public Simulation {
        if (exposures < 1 || exposures > NightPlan.MOST_EXPOSURES) {
            throw new Refused(
                    SimulationCode.EXPOSURES,
                    "a night of %s exposures cannot be simulated, expected 1 to %s"
                            .formatted(exposures, NightPlan.MOST_EXPOSURES));
        }
        int year = night.yyyymmdd() / DAYS_IN_NUMBER_OF_YEAR;
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new Refused(
                    SimulationCode.NIGHT,
                    "night %s cannot be simulated, expected one of the years %s to %s, whose exposures have numbers"
                            .formatted(night.yyyymmdd(), FIRST_YEAR, LAST_YEAR));
        }
    }

    /**
     * What was written.
     *
     * @param files all header files, the faulty ones among them
     * @param refused how many of them a loader refuses
     * @param problems how many of them it stores with a problem
     */
    public record Written(int files, int refused, int problems) {}

    /**
     * Writes one Header Service file per exposure, the faulty files, and a manifest that tells
     * which are faulty and why.
     *
     * @param folder made where it is not there; files of the same name are replaced
     * @param each told every file as it is written
     * @throws Refused {@code simulate.folder} when the folder cannot be written to
     */
    public Written write(Path folder, Consumer<Path> each) {
        try {
            Files.createDirectories(folder);
            return writeTo(folder, each);
        } catch (IOException e) {
            throw new Refused(
                    SimulationCode.FOLDER,
                    "the folder %s cannot be written to: %s".formatted(folder, e.getMessage()),
                    e);
        }
    }

    private Written writeTo(Path folder, Consumer<Path> each) throws IOException {
        var random = new SplittableRandom(seed);
        var plan = NightPlan.of(camera, night, exposures, random.split());
        var faults = problematic(plan);
        var weather = new Weather(random.split());
        var values = random.split();
        var detectors = KnownCameras.all().named(camera.instrument()).detectors();
        var file = new ServiceFile(camera, night, detectors);
        var manifest = manifest();
        var listed = manifest.putArray("faulty");
        for (var exposure : plan) {
            weather.drift();
            var text = file.text(exposure, weather, values);
            var fault = faults.get(exposure.sequence());
            if (fault != null) {
                text = fault.spoil(text);
                list(listed.addObject(), file.fileName(exposure.sequence()), fault);
            }
            put(folder, file.fileName(exposure.sequence()), text, each);
        }
        int refused = 0;
        for (var fault : SimulatedFault.values()) {
            if (fault.outcome() == SimulatedFault.Outcome.REFUSED) {
                refused++;
                var name = file.fileName(exposures + refused);
                var again = later(plan.getLast(), exposures + refused);
                put(folder, name, fault.spoil(file.text(again, weather, values)), each);
                list(listed.addObject(), name, fault);
            }
        }
        manifest.put("files", exposures + refused);
        Files.writeString(
                folder.resolve(HeaderFiles.MANIFEST),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
        return new Written(exposures + refused, refused, faults.size());
    }

    /** Faults that leave an exposure loadable, each on one of the science exposures. */
    private static Map<Integer, SimulatedFault> problematic(List<PlannedExposure> plan) {
        var science =
                plan.stream()
                        .filter(e -> e.kind() == PlannedExposure.Kind.SCIENCE && e.snaps() == 1)
                        .toList();
        var faults = new HashMap<Integer, SimulatedFault>();
        int next = 1;
        for (var fault : SimulatedFault.values()) {
            if (fault.outcome() == SimulatedFault.Outcome.PROBLEMS && science.size() > 20 * next) {
                faults.put(science.get(20 * next).sequence(), fault);
                next++;
            }
        }
        return faults;
    }

    private static PlannedExposure later(PlannedExposure last, int sequence) {
        return new PlannedExposure(
                sequence,
                last.kind(),
                last.end().plusSeconds(60.0 * (sequence - last.sequence())),
                last.exposureSeconds(),
                last.filter(),
                last.position(),
                last.rotationDeg(),
                last.target(),
                last.group(),
                1,
                1);
    }

    private ObjectNode manifest() {
        return JSON.createObjectNode()
                .put("instrument", camera.instrument())
                .put("night", night.yyyymmdd())
                .put("exposures", exposures)
                .put("seed", seed);
    }

    private static void list(ObjectNode entry, String name, SimulatedFault fault) {
        entry.put("file", name)
                .put("outcome", fault.outcome().name().toLowerCase(Locale.ROOT))
                .put("reason", fault.reason());
    }

    private static void put(Path folder, String name, String text, Consumer<Path> each)
            throws IOException {
        var path = folder.resolve(name);
        Files.writeString(path, text);
        each.accept(path);
    }
}
