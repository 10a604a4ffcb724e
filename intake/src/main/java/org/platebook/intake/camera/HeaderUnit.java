package org.platebook.intake.camera;

/** A unit that header values come in. */
public enum HeaderUnit {
    SECOND("s", Kind.TIME, 1, 0),
    DEGREE("deg", Kind.ANGLE, 1, 0),
    METRE("m", Kind.LENGTH, 1, 0),
    MILLIMETRE("mm", Kind.LENGTH, 1e-3, 0),
    MICROMETRE("um", Kind.LENGTH, 1e-6, 0),
    PASCAL("Pa", Kind.PRESSURE, 1, 0),
    HECTOPASCAL("hPa", Kind.PRESSURE, 100, 0),
    /** Conventional millimetre of mercury: 133.322387415 Pa (BS 350, 1974). */
    MILLIMETRE_OF_MERCURY("mmHg", Kind.PRESSURE, 133.322387415, 0),
    KELVIN("K", Kind.TEMPERATURE, 1, 0),
    CELSIUS("deg_C", Kind.TEMPERATURE, 1, 273.15);

    private enum Kind {
        TIME,
        ANGLE,
        LENGTH,
        PRESSURE,
        TEMPERATURE
    }

    private final String symbol;
    private final Kind kind;
    private final double factor;
    private final double offset;

    HeaderUnit(String symbol, Kind kind, double factor, double offset) {
        this.symbol = symbol;
        this.kind = kind;
        this.factor = factor;
        this.offset = offset;
    }

    /** As astropy writes it, as in "deg_C". */
    public String symbol() {
        return symbol;
    }

    boolean measuresTheSameAs(HeaderUnit other) {
        return kind == other.kind;
    }

    double convert(double value, HeaderUnit to) {
        return this == to ? value : (value * factor + offset - to.offset) / to.factor;
    }
}
