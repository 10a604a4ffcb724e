package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.correction.CorrectedHeader;
import org.platebook.intake.header.Card;
import org.platebook.intake.header.Header;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.KeywordValue;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.Tai;

import java.util.List;
import java.util.Map;

/**
 * Reads an observation that another program translated already, as sidecars and indexes hold it.
 *
 * <p>Units are those of ObservationInfo's simple form (astro_metadata_translator, properties.py):
 * seconds, degrees, kelvin, hectopascal, metres of focus; a time is a Julian date in TAI in two
 * parts.
 */
public final class TranslatedObservation {

    private static final double JD_1970 = 2_440_587.5;
    private static final double NANOS_PER_DAY = 86_400e9;

    private static final Map<Property<Quantity>, HeaderUnit> UNITS =
            Map.of(
                    Property.EXPOSURE_TIME, HeaderUnit.SECOND,
                    Property.EXPOSURE_TIME_REQUESTED, HeaderUnit.SECOND,
                    Property.DARK_TIME, HeaderUnit.SECOND,
                    Property.OBSERVING_DAY_OFFSET, HeaderUnit.SECOND,
                    Property.BORESIGHT_ROTATION_ANGLE, HeaderUnit.DEGREE,
                    Property.FOCUS_Z, HeaderUnit.METRE,
                    Property.TEMPERATURE, HeaderUnit.KELVIN,
                    Property.PRESSURE, HeaderUnit.HECTOPASCAL);

    private final Header header;
    private final Observation.Builder builder;

    private TranslatedObservation(String camera, Header header) {
        this.header = header;
        this.builder = Observation.builder(camera, CorrectedHeader.of(header));
    }

    /**
     * Reads the first part of a file whose content is a TRANSLATION.
     *
     * @return the observation; its camera is the instrument that it names
     * @throws Refused {@code observation.identity} when it names no instrument or no exposure
     */
    public static Observation of(HeaderFile file) {
        var header = file.primary();
        var instrument = header.text(Property.INSTRUMENT.name()).orNull();
        if (instrument == null || !header.isValued(Property.EXPOSURE_ID.name())) {
            throw new Refused(
                    CameraCode.OBSERVATION_IDENTITY,
                    file.path() + ": is a translation without instrument or exposure_id");
        }
        return new TranslatedObservation(instrument, header).read();
    }

    private Observation read() {
        for (var property : Property.ALL) {
            try {
                set(property);
            } catch (Refused e) {
                problem(property, e.text(), "a value that can be");
            }
        }
        return builder.build();
    }

    private <T> void set(Property<T> property) {
        builder.set(property, property.type().cast(value(property)));
    }

    private @Nullable Object value(Property<?> property) {
        var name = property.name();
        var type = property.type();
        if (type == String.class) {
            return told(property, header.anyText(name));
        }
        if (type == Long.class) {
            return told(property, header.integer(name));
        }
        if (type == Double.class) {
            return told(property, header.number(name));
        }
        if (type == Boolean.class) {
            return told(property, header.flag(name));
        }
        if (type == Quantity.class) {
            var number = told(property, header.number(name));
            var unit = UNITS.get(property);
            return number == null || unit == null ? null : new Quantity(number, unit);
        }
        return ofNumbers(property, type);
    }

    private @Nullable Object ofNumbers(Property<?> property, Class<?> type) {
        if (!header.isValued(property.name())) {
            return null;
        }
        var numbers =
                header.all(property.name()).stream().map(TranslatedObservation::number).toList();
        var expected = type == Location.class ? 3 : 2;
        if (numbers.size() != expected || numbers.contains(Double.NaN)) {
            problem(property, "is " + numbers, expected + " numbers");
            return null;
        }
        return ofNumbers(type, numbers);
    }

    private static Object ofNumbers(Class<?> type, List<Double> numbers) {
        double first = numbers.get(0);
        double second = numbers.get(1);
        if (type == Tai.class) {
            return new Tai(
                    Math.round((first - JD_1970) * NANOS_PER_DAY)
                            + Math.round(second * NANOS_PER_DAY));
        }
        if (type == IcrsPosition.class) {
            return IcrsPosition.of("ICRS", first, second);
        }
        return type == HorizontalPosition.class
                ? HorizontalPosition.of(first, second)
                : new Location(first, second, numbers.get(2));
    }

    private static double number(Card card) {
        return switch (card.value()) {
            case Double number -> number;
            case Long number -> number;
            case null, default -> Double.NaN;
        };
    }

    private <T> @Nullable T told(Property<?> property, KeywordValue<T> field) {
        if (field instanceof KeywordValue.Wrong<T> wrong) {
            problem(property, wrong.problem(), wrong.expected());
        }
        return field.orNull();
    }

    private void problem(Property<?> property, String found, String expected) {
        builder.problem(new Problem(property.name(), found, expected, Problem.LEFT_ABSENT));
    }
}
