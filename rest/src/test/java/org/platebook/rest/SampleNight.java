package org.platebook.rest;

import org.platebook.model.time.DayObs;
import org.platebook.model.time.Tai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** A night of LSSTCam that never was: calibrations, a survey with two-snap visits, some trouble. */
final class SampleNight {

    static final int DAY_OBS = 20260115;
    static final String SCHEMA = "cdb_lsstcam";

    /** The exposure whose header has null pointing cards. */
    static final int UNPOINTED = 40;

    /** The exposure whose filter was corrected. */
    static final int CORRECTED = 41;

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;
    private static final List<String> BANDS = List.of("g", "r", "i", "z", "y", "u");
    private static final Map<String, String> FILTERS =
            Map.of("u", "u_24", "g", "g_6", "r", "r_57", "i", "i_39", "z", "z_20", "y", "y_10");

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Map<String, Object>> exposures = new ArrayList<>();
    private long nextStart;

    private SampleNight() {}

    /** Makes the rows of the exposure table. */
    static List<Map<String, Object>> exposures() {
        var night = new SampleNight();
        night.nextStart = DayObs.parse("20260115").span().begin().nanos() + 9 * HOUR;
        night.calibrate("bias", 10, 0);
        night.calibrate("dark", 5, 30);
        night.calibrate("flat", 12, 4);
        night.nextStart += 2 * HOUR;
        night.observe(90);
        return night.exposures;
    }

    static long id(int seqNum) {
        return DAY_OBS * 100_000L + seqNum;
    }

    private void calibrate(String type, int times, double seconds) {
        for (int i = 0; i < times; i++) {
            var row = exposure(type, seconds);
            row.put("target_name", type.toUpperCase(java.util.Locale.ROOT));
            row.put("science_program", "BLOCK-T60");
            row.put("can_see_sky", false);
            if (type.equals("flat")) {
                filter(row, "r");
            }
        }
    }

    private void observe(int times) {
        for (int i = 0; i < times; i++) {
            var row = exposure("science", 15);
            filter(row, BANDS.get(i / 15));
            row.put("target_name", "lowdust" + (i % 7 == 0 ? ", ddf_cosmos" : ""));
            row.put("science_program", i % 11 == 0 ? "BLOCK-407" : "BLOCK-365");
            row.put("group_id", "2026-01-16T00:00:" + i / 2);
            row.put("can_see_sky", true);
            row.put("dimm_seeing", 0.7 + random.nextDouble() * 0.6);
            if (exposures.size() != UNPOINTED) {
                int pair = i / 2;
                point(row, (300 + pair * 3.5) % 360, -62 + 55 * Math.abs(Math.sin(pair * 0.4)));
            }
        }
    }

    private Map<String, Object> exposure(String type, double seconds) {
        long start = nextStart;
        long end = start + (long) (seconds * SECOND);
        nextStart = end + (3 * SECOND) + random.nextLong(SECOND);
        long seqNum = exposures.size() + 1L;
        var row = new LinkedHashMap<String, Object>();
        row.put("exposure_id", id((int) seqNum));
        row.put("exposure_name", "MC_O_%d_%06d".formatted(DAY_OBS, seqNum));
        row.put("controller", "O");
        row.put("day_obs", DAY_OBS);
        row.put("seq_num", seqNum);
        row.put("img_type", type);
        row.put("observation_reason", type.equals("science") ? "object" : type);
        row.put("instrument", "LSSTCam");
        row.put("telescope", "Simonyi Survey Telescope");
        row.put("exp_time", seconds);
        row.put("dark_time", seconds + 0.2);
        row.put("obs_start", new Tai(start));
        row.put("obs_start_mjd", new Tai(start).mjd());
        row.put("obs_start_ns", start);
        row.put("obs_end", new Tai(end));
        row.put("obs_end_mjd", new Tai(end).mjd());
        row.put("obs_end_ns", end);
        row.put("exp_midpt_mjd", new Tai(start / 2 + end / 2).mjd());
        row.put("air_temp", 9.2 - seqNum * 0.01);
        row.put("humidity", 31.5);
        row.put("pressure", 74_310.0);
        row.put("emulated", false);
        row.put("corrected", seqNum == CORRECTED);
        exposures.add(row);
        return row;
    }

    /** A value that the row has. */
    static <T> T value(Map<String, Object> row, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(row.get(name)));
    }

    private static void filter(Map<String, Object> row, String band) {
        row.put("band", band);
        row.put("physical_filter", FILTERS.get(band));
    }

    private void point(Map<String, Object> row, double raDeg, double decDeg) {
        double altitude = 45 + random.nextDouble() * 40;
        row.put("s_ra", raDeg);
        row.put("s_dec", decDeg);
        row.put("sky_rotation", 23.5);
        row.put("altitude", altitude);
        row.put("azimuth", random.nextDouble() * 360);
        row.put("airmass", 1 / Math.sin(Math.toRadians(altitude)));
        row.put("s_region", outline(raDeg, decDeg));
    }

    /** A polygon of 24 sides, 1.75 degrees around a point, counter-clockwise with east left. */
    static double[] outline(double raDeg, double decDeg) {
        var region = new double[48];
        for (int i = 0; i < 24; i++) {
            double angle = Math.toRadians(i * 15);
            place(region, i, raDeg, decDeg, 1.75 * Math.sin(angle), 1.75 * Math.cos(angle));
        }
        return region;
    }

    /**
     * The square outline of a detector in a focal plane of 15 by 15, four of each corner left out.
     */
    static double[] detector(double raDeg, double decDeg, int column, int row) {
        double step = 0.235;
        double x = (column - 7) * step;
        double y = (row - 7) * step;
        double half = 0.11;
        var region = new double[8];
        place(region, 0, raDeg, decDeg, x - half, y - half);
        place(region, 1, raDeg, decDeg, x + half, y - half);
        place(region, 2, raDeg, decDeg, x + half, y + half);
        place(region, 3, raDeg, decDeg, x - half, y + half);
        return region;
    }

    private static void place(
            double[] region, int vertex, double raDeg, double decDeg, double east, double north) {
        double dec = Math.max(-90, Math.min(90, decDeg + north));
        double ra = raDeg + east / Math.cos(Math.toRadians(dec));
        region[2 * vertex] = ((ra % 360) + 360) % 360;
        region[2 * vertex + 1] = dec;
    }
}
