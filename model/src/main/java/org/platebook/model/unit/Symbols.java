package org.platebook.model.unit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the symbols of units stand for: the SI brochure (9th edition), IAU 2012 B2 (astronomical
 * unit) and 2015 B2 (parsec), VOUnits 1.0 tables 1 to 3.
 */
final class Symbols {

    private static final double DEGREE = Math.PI / 180;
    private static final double ARCSEC = DEGREE / 3600;
    private static final double HOUR = 3600;
    private static final double DAY = 86_400;
    private static final double JULIAN_YEAR = 365.25 * DAY;
    private static final double AU = 149_597_870_700.0;
    private static final double PARSEC = AU * 648_000 / Math.PI;
    private static final double LIGHT_YEAR = 299_792_458.0 * JULIAN_YEAR;
    private static final double ELECTRON_VOLT = 1.602176634e-19;
    private static final double ZERO_CELSIUS = 273.15;
    private static final double ATMOSPHERE = 101_325;
    private static final double MMHG = 133.322387415;

    private static final Map<String, Unit> KNOWN = known();
    private static final Map<String, Double> PREFIXES =
            Map.ofEntries(
                    Map.entry("q", 1e-30),
                    Map.entry("r", 1e-27),
                    Map.entry("y", 1e-24),
                    Map.entry("z", 1e-21),
                    Map.entry("a", 1e-18),
                    Map.entry("f", 1e-15),
                    Map.entry("p", 1e-12),
                    Map.entry("n", 1e-9),
                    Map.entry("u", 1e-6),
                    Map.entry("m", 1e-3),
                    Map.entry("c", 1e-2),
                    Map.entry("d", 1e-1),
                    Map.entry("da", 1e1),
                    Map.entry("h", 1e2),
                    Map.entry("k", 1e3),
                    Map.entry("M", 1e6),
                    Map.entry("G", 1e9),
                    Map.entry("T", 1e12),
                    Map.entry("P", 1e15),
                    Map.entry("E", 1e18),
                    Map.entry("Z", 1e21),
                    Map.entry("Y", 1e24),
                    Map.entry("R", 1e27),
                    Map.entry("Q", 1e30));

    private Symbols() {}

    /** A symbol that stands for itself is not taken apart into prefix and symbol. */
    static Optional<Unit> unit(String symbol) {
        var own = KNOWN.get(symbol);
        if (own != null) {
            return Optional.of(own);
        }
        for (int length = 2; length >= 1; length--) {
            if (symbol.length() > length) {
                var prefix = PREFIXES.get(symbol.substring(0, length));
                var unit = KNOWN.get(symbol.substring(length));
                if (prefix != null && unit != null && unit.offset() == 0) {
                    return Optional.of(unit.times(prefix));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Unit> known() {
        var known = new HashMap<String, Unit>();
        for (var base :
                List.of(
                        "m",
                        "s",
                        "A",
                        "K",
                        "mol",
                        "cd",
                        "rad",
                        "mag",
                        "dex",
                        "adu",
                        "electron",
                        "photon",
                        "pix",
                        "ct",
                        "DN",
                        "bit",
                        "chan",
                        "bin",
                        "beam",
                        "vox")) {
            known.put(base, Unit.base(base));
        }
        known.put("g", Unit.base("kg").times(1e-3));
        alike(known, "pix", "pixel");
        alike(known, "ct", "count");
        alike(known, "photon", "ph");
        alike(known, "DN", "dn");
        alike(known, "vox", "voxel");
        alike(known, "m", "meter");
        alike(known, "s", "second");
        alike(known, "g", "gram");
        alike(known, "K", "kelvin");
        alike(known, "rad", "radian");
        alike(known, "A", "ampere");
        angles(known);
        times(known);
        mechanics(known);
        electricity(known);
        return Map.copyOf(known);
    }

    private static void angles(Map<String, Unit> known) {
        var rad = Unit.base("rad");
        known.put("sr", rad.power(2));
        put(known, rad.times(DEGREE), "deg", "degree");
        put(known, rad.times(DEGREE / 60), "arcmin");
        put(known, rad.times(ARCSEC), "arcsec");
        put(known, rad.times(ARCSEC / 1000), "mas");
        put(known, rad.times(ARCSEC / 1_000_000), "uas");
        put(known, rad.times(DEGREE * 15), "hourangle");
        put(known, Unit.ONE.times(0.01), "%", "percent");
    }

    private static void times(Map<String, Unit> known) {
        var s = Unit.base("s");
        put(known, s.times(60), "min", "minute");
        put(known, s.times(HOUR), "h", "hr", "hour");
        put(known, s.times(DAY), "d", "day");
        put(known, s.times(7 * DAY), "wk", "week");
        put(known, s.times(14 * DAY), "fortnight");
        put(known, s.times(JULIAN_YEAR), "yr", "a", "year");
        put(known, s.times(100 * JULIAN_YEAR), "cy");
        put(known, s.power(-1), "Hz", "hertz", "Bq");
        var m = Unit.base("m");
        put(known, m.times(AU), "AU", "au");
        put(known, m.times(PARSEC), "pc");
        put(known, m.times(LIGHT_YEAR), "lyr");
        put(known, m.times(1e-10), "Angstrom", "angstrom", "AA");
        put(known, m.times(1e-6), "micron");
        put(known, m.power(3).times(1e-3), "l", "L");
        put(known, new Unit(1, ZERO_CELSIUS, Map.of("K", 1.0)), "deg_C", "Celsius");
        put(known, Unit.base("bit").times(8), "byte", "B");
    }

    private static void mechanics(Map<String, Unit> known) {
        var newton = Unit.base("kg").times(Unit.base("m")).times(Unit.base("s").power(-2));
        var pascal = newton.times(Unit.base("m").power(-2));
        var joule = newton.times(Unit.base("m"));
        var watt = joule.times(Unit.base("s").power(-1));
        put(known, newton, "N", "newton");
        put(known, pascal, "Pa", "pascal");
        put(known, pascal.times(1e5), "bar");
        put(known, pascal.times(ATMOSPHERE), "atm");
        put(known, pascal.times(ATMOSPHERE / 760), "torr");
        put(known, pascal.times(MMHG), "mmHg");
        put(known, joule, "J", "joule");
        put(known, joule.times(1e-7), "erg");
        put(known, joule.times(ELECTRON_VOLT), "eV");
        put(known, watt, "W", "watt");
        put(known, watt.times(Unit.base("m").power(-2)).times(Unit.base("s")).times(1e-26), "Jy");
    }

    private static void electricity(Map<String, Unit> known) {
        var ampere = Unit.base("A");
        var coulomb = ampere.times(Unit.base("s"));
        var volt = unitOf(known, "W").times(ampere.power(-1));
        var weber = volt.times(Unit.base("s"));
        put(known, coulomb, "C");
        put(known, volt, "V", "volt");
        put(known, volt.times(ampere.power(-1)), "Ohm");
        put(known, ampere.times(volt.power(-1)), "S");
        put(known, coulomb.times(volt.power(-1)), "F");
        put(known, weber, "Wb");
        put(known, weber.times(Unit.base("m").power(-2)), "T");
        put(known, weber.times(Unit.base("m").power(-2)).times(1e-4), "G");
        put(known, weber.times(ampere.power(-1)), "H");
        var lumen = Unit.base("cd").times(Unit.base("rad").power(2));
        put(known, lumen, "lm");
        put(known, lumen.times(Unit.base("m").power(-2)), "lx");
    }

    private static Unit unitOf(Map<String, Unit> known, String symbol) {
        return Optional.ofNullable(known.get(symbol)).orElseThrow();
    }

    private static void alike(Map<String, Unit> known, String symbol, String other) {
        known.put(other, unitOf(known, symbol));
    }

    private static void put(Map<String, Unit> known, Unit unit, String... symbols) {
        for (var symbol : symbols) {
            known.put(symbol, unit);
        }
    }
}
