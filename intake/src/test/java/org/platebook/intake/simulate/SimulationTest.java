package org.platebook.intake.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.intake.camera.Observation;
import org.platebook.intake.camera.Property;
import org.platebook.intake.camera.known.KnownCameras;
import org.platebook.intake.header.Candidate;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.intake.header.HeaderFormat;
import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.model.time.AltAz;
import org.platebook.model.time.DayObs;
import org.platebook.model.time.EarthLocation;
import org.platebook.model.time.Tai;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class SimulationTest {

    private static final DayObs NIGHT = new DayObs(20260115);

    @TempDir Path folder;

    @Test
    void the_same_description_writes_the_same_bytes_and_another_seed_others() throws IOException {
        write(SimulatedCamera.LATISS, 60, 7, "a");
        write(SimulatedCamera.LATISS, 60, 7, "b");
        write(SimulatedCamera.LATISS, 60, 8, "c");

        assertThat(contents("a")).isEqualTo(contents("b"));
        assertThat(contents("a")).isNotEqualTo(contents("c"));
    }

    @Test
    void a_loader_finds_as_many_exposures_as_asked_for_and_refuses_what_the_manifest_lists()
            throws IOException {
        var written = write(SimulatedCamera.LSSTCAM, 150, 7, "night");
        var listed = new HashMap<String, String>();
        for (var entry : manifest("night").get("faulty")) {
            listed.put(entry.get("file").stringValue(), entry.get("outcome").stringValue());
        }

        var outcomes = new HashMap<String, String>();
        var names = new HashSet<String>();
        for (var found : found("night")) {
            var name = found.path().getFileName().toString();
            try {
                var observation = translated(HeaderFiles.read(found));
                names.add(observation.get(Property.OBSERVATION_ID).orElseThrow());
                if (!observation.problems().isEmpty()) {
                    outcomes.put(name, "problems");
                }
            } catch (Refused e) {
                outcomes.put(name, "refused");
            }
        }
        assertThat(outcomes).isEqualTo(listed);
        assertThat(names).hasSize(150);
        assertThat(written).isEqualTo(new Simulation.Written(153, 3, 3));
    }

    @Test
    void every_camera_s_files_are_recognised_as_its_own_and_read_on_the_fast_path()
            throws IOException {
        for (var camera : SimulatedCamera.ALL) {
            write(camera, 40, 3, camera.instrument());
            for (var found : found(camera.instrument()).subList(0, 40)) {
                var file = HeaderFiles.read(found);
                assertThat(file.format()).isEqualTo(HeaderFormat.HEADER_SERVICE);
                assertThat(KnownCameras.all().of(file.primary()).name())
                        .isEqualTo(camera.instrument());
                assertThat(file.parts())
                        .hasSize(
                                1
                                        + KnownCameras.all()
                                                .named(camera.instrument())
                                                .detectors()
                                                .size());
            }
        }
    }

    @Test
    void a_whole_night_is_a_night() throws IOException {
        write(SimulatedCamera.LSSTCAM, 900, 7, "night");
        var observations = new ArrayList<Observation>();
        var faulty = manifest("night").get("faulty").toString();
        long largest = 0;
        for (var found : found("night")) {
            largest = Math.max(largest, Files.size(found.path()));
            if (!faulty.contains(found.path().getFileName().toString())) {
                observations.add(translated(HeaderFiles.read(found)));
            }
        }

        assertThat(largest).isLessThan(200_000);
        assertThat(observations).hasSize(897);
        assertThat(observations)
                .extracting(o -> o.orNull(Property.OBSERVING_DAY))
                .containsOnly(20260115L);
        assertThat(observations)
                .extracting(o -> o.orNull(Property.OBSERVATION_TYPE))
                .contains("bias", "dark", "flat", "engtest", "focus", "cwfs", "acq", "science");
        followEachOther(observations);
        science(observations.stream().filter(SimulationTest::isScience).toList());
        snaps(observations);
    }

    private static void followEachOther(List<Observation> observations) {
        for (int i = 1; i < observations.size(); i++) {
            var before = observations.get(i - 1).get(Property.DATETIME_END).orElseThrow();
            var begin = observations.get(i).get(Property.DATETIME_BEGIN).orElseThrow();
            assertThat(before.secondsUntil(begin)).as("exposure %d", i).isGreaterThan(2);
        }
    }

    private static void science(List<Observation> science) {
        assertThat(science).hasSizeGreaterThan(700);
        assertThat(science)
                .extracting(o -> o.orNull(Property.PHYSICAL_FILTER))
                .contains("r_57", "i_39", "z_20");
        for (var observation : science) {
            var position = observation.get(Property.TRACKING_RADEC).orElseThrow();
            var begin = observation.get(Property.DATETIME_BEGIN).orElseThrow();
            var told = observation.get(Property.ALTAZ_BEGIN).orElseThrow();
            var exact =
                    AltAz.of(
                            Direction.ofDegrees(position.raDeg(), position.decDeg()),
                            begin,
                            new EarthLocation(-70.749417, -30.244639));
            assertThat(told.altitudeDeg())
                    .isGreaterThan(30)
                    .isCloseTo(exact.altitudeDeg(), within(1e-4));
            assertThat(told.azimuthDeg()).isCloseTo(exact.azimuthDeg(), within(1e-3));
        }
    }

    private static void snaps(List<Observation> observations) {
        var groups = new TreeMap<String, List<Observation>>();
        for (var observation : observations) {
            groups.computeIfAbsent(
                            observation.get(Property.EXPOSURE_GROUP).orElseThrow(),
                            _ -> new ArrayList<>())
                    .add(observation);
        }
        var pairs = groups.values().stream().filter(group -> group.size() == 2).toList();
        assertThat(pairs).hasSizeGreaterThan(20);
        for (var pair : pairs) {
            var first = pair.getFirst();
            var last = pair.getLast();
            assertThat(first.orNull(Property.TRACKING_RADEC))
                    .isEqualTo(last.orNull(Property.TRACKING_RADEC));
            assertThat(first.orNull(Property.GROUP_COUNTER_END))
                    .isEqualTo(last.orNull(Property.OBSERVATION_COUNTER));
        }
    }

    @Test
    void times_tell_the_same_in_every_card() throws IOException {
        write(SimulatedCamera.LATISS, 30, 1, "night");
        var header = HeaderFiles.read(found("night").get(20)).primary();

        for (var suffix : new String[] {"BEG", "END", "OBS"}) {
            var date = Tai.parse(header.text("DATE-" + suffix).optional().orElseThrow());
            var mjd = Tai.ofMjd(header.number("MJD-" + suffix).optional().orElseThrow());
            assertThat(date.secondsUntil(mjd)).isCloseTo(0, within(2e-6));
        }
    }

    @Test
    void what_cannot_be_simulated_is_refused() {
        assertThatThrownBy(() -> SimulatedCamera.named("HSC"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("LSSTCam");
        assertThatThrownBy(
                        () -> new Simulation(SimulatedCamera.LATISS, new DayObs(18000101), 10, 1))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "night 18000101 cannot be simulated, expected one of the years 2010 to 2050, whose exposures have numbers");
        assertThatThrownBy(() -> new Simulation(SimulatedCamera.LATISS, NIGHT, 0, 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("0 exposures");
    }

    private static boolean isScience(Observation observation) {
        return "science".equals(observation.orNull(Property.OBSERVATION_TYPE));
    }

    private static Observation translated(HeaderFile file) {
        var detector = file.parts().get(1).name();
        return KnownCameras.all().translate(file.merged(detector).orElseThrow());
    }

    private Simulation.Written write(
            SimulatedCamera camera, int exposures, long seed, String name) {
        return new Simulation(camera, NIGHT, exposures, seed).write(folder.resolve(name), _ -> {});
    }

    private List<Candidate.Found> found(String name) {
        return HeaderFiles.walk(List.of(folder.resolve(name)))
                .filter(candidate -> candidate instanceof Candidate.Found)
                .map(candidate -> (Candidate.Found) candidate)
                .toList();
    }

    private JsonNode manifest(String name) {
        return JsonMapper.shared()
                .readTree(folder.resolve(name).resolve("_manifest.json").toFile());
    }

    private Map<String, String> contents(String name) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.list(folder.resolve(name))) {
            for (var file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
