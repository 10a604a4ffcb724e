package org.platebook.intake.camera.rubin;

import org.platebook.intake.camera.PhysicalFilter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Filters of Rubin's cameras and the bands that they pass.
 *
 * <p>Source of the facts: lsst/obs_lsst 0e84d755, filters.py.
 */
final class RubinFilters {

    /** Nothing in the beam but air, or what the filter changer leaves there. */
    private static final List<PhysicalFilter> OPEN =
            filters("empty white", "none white", "unknown unknown");

    static final List<PhysicalFilter> GENERIC =
            joined(OPEN, filters("u u", "g g", "r r", "i i", "z z", "y y"));

    static final List<PhysicalFilter> LSSTCAM =
            joined(
                    OPEN,
                    filters(
                            "ph_5 white",
                            "ef_43 white",
                            "u_24 u",
                            "g_6 g",
                            "r_57 r",
                            "i_39 i",
                            "z_20 z",
                            "y_10 y",
                            "SDSSu u",
                            "SDSSg g",
                            "SDSSr r",
                            "SDSSi i",
                            "SDSSz z",
                            "SDSSY y",
                            "480nm g",
                            "650nm r",
                            "750nm i",
                            "870nm z",
                            "950nm y",
                            "970nm y",
                            "grid grid",
                            "spot spot",
                            "sparsegrid sparsegrid",
                            "streak streak",
                            "ellipses ellipses"));

    static final List<PhysicalFilter> COMCAM =
            joined(
                    OPEN,
                    filters(
                            "pinhole white",
                            "OG590_2_5mm OG590",
                            "u_05 u",
                            "u_02 u",
                            "u_06 u",
                            "g_07 g",
                            "g_01 g",
                            "r_03 r",
                            "i_06 i",
                            "z_03 z",
                            "z_02 z",
                            "y_04 y"));

    static final List<PhysicalFilter> IMSIM =
            joined(
                    GENERIC,
                    filters(
                            "u_sim_1.4 u",
                            "g_sim_1.4 g",
                            "r_sim_1.4 r",
                            "i_sim_1.4 i",
                            "z_sim_1.4 z",
                            "y_sim_1.4 y"));

    private static final List<PhysicalFilter> LATISS_FILTERS =
            filters(
                    "empty white",
                    "unknown unknown",
                    "blank_bk7_wg05 white",
                    "KPNO_1111_436nm g",
                    "KPNO_373A_677nm r",
                    "KPNO_406_828nm z",
                    "BG40 g",
                    "BG40_65mm_1 g",
                    "BG40_65mm_2 g",
                    "quadnotch1 notch",
                    "RG610 r",
                    "OG550_65mm_1 g",
                    "OG550_65mm_2 g",
                    "FELH0600 r",
                    "SDSSg g",
                    "SDSSr r",
                    "SDSSi i",
                    "collimator white",
                    "cyl_lens white",
                    "SDSSu_65mm u",
                    "SDSSg_65mm g",
                    "SDSSr_65mm r",
                    "SDSSi_65mm i",
                    "SDSSz_65mm z",
                    "SDSSy_65mm y");

    private static final List<String> GRATINGS =
            List.of(
                    "empty",
                    "unknown",
                    "ronchi90lpmm",
                    "ronchi170lpmm",
                    "holo4_001",
                    "holo4_003",
                    "blue300lpmm_qn1");

    static final List<PhysicalFilter> LATISS = latiss();

    private RubinFilters() {}

    private static List<PhysicalFilter> filters(String... namesAndBands) {
        return Stream.of(namesAndBands).map(RubinFilters::filter).toList();
    }

    private static PhysicalFilter filter(String nameAndBand) {
        int blank = nameAndBand.indexOf(' ');
        return new PhysicalFilter(
                nameAndBand.substring(0, blank), nameAndBand.substring(blank + 1));
    }

    private static List<PhysicalFilter> joined(
            List<PhysicalFilter> some, List<PhysicalFilter> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Each filter with each grating; and filters that stood in the place of the grating. */
    private static List<PhysicalFilter> latiss() {
        var all = new ArrayList<PhysicalFilter>();
        for (var filter : LATISS_FILTERS) {
            for (var grating : GRATINGS) {
                all.add(new PhysicalFilter(filter.name() + "~" + grating, filter.band()));
            }
            if (filter.name().endsWith("_65mm")) {
                all.add(new PhysicalFilter("empty~" + filter.name(), filter.band()));
            }
        }
        return List.copyOf(all);
    }
}
