package org.platebook.intake.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.platebook.intake.header.HeaderFile;
import org.platebook.intake.header.HeaderFiles;
import org.platebook.model.failure.Refused;
import org.platebook.model.time.Tai;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class TranslatedObservationTest {

    @Test
    void a_translation_is_read_in_the_units_it_is_written_in() {
        var observation =
                TranslatedObservation.of(
                        file(
                                """
                                {"__CONTENT__": "translated", "instrument": "HSC", "exposure_id": 904024,
                                 "location": [-5464492.25, -2493000.5, 2150943.5],
                                 "datetime_begin": [2456461.0, 0.25], "exposure_time": 30.0,
                                 "temperature": 273.75, "pressure": 621.5, "focus_z": 0.0037,
                                 "tracking_radec": [320.25, -0.5], "altaz_begin": [157.5, 68.75],
                                 "relative_humidity": null, "boresight_rotation_angle": 270.0}
                                """));

        assertThat(observation.camera()).isEqualTo("HSC");
        assertThat(observation.problems()).isEmpty();
        assertThat(observation.orNull(Property.EXPOSURE_ID)).isEqualTo(904_024);
        assertThat(observation.orNull(Property.DATETIME_BEGIN))
                .isEqualTo(Tai.parse("2013-06-17T18:00:00"));
        assertThat(observation.orNull(Property.TEMPERATURE))
                .isEqualTo(new Quantity(273.75, HeaderUnit.KELVIN));
        assertThat(observation.orNull(Property.FOCUS_Z))
                .isEqualTo(new Quantity(0.0037, HeaderUnit.METRE));
        assertThat(observation.orNull(Property.TRACKING_RADEC))
                .isEqualTo(new IcrsPosition(320.25, -0.5));
        assertThat(observation.orNull(Property.ALTAZ_BEGIN))
                .isEqualTo(new HorizontalPosition(157.5, 68.75));
        assertThat(observation.orNull(Property.LOCATION))
                .isEqualTo(new Location(-5_464_492.25, -2_493_000.5, 2_150_943.5));
        assertThat(observation.orNull(Property.RELATIVE_HUMIDITY)).isNull();
    }

    @Test
    void a_value_that_cannot_be_is_left_out_and_told() {
        var observation =
                TranslatedObservation.of(
                        file(
                                """
                                {"__CONTENT__": "translated", "instrument": "HSC", "exposure_id": 1,
                                 "tracking_radec": [10.0, 95.0], "altaz_begin": [1.0], "dark_time": "long"}
                                """));

        assertThat(observation.problems())
                .extracting(Problem::property)
                .containsExactly("dark_time", "tracking_radec", "altaz_begin");
    }

    @Test
    void a_translation_of_no_exposure_is_refused() {
        var nothing = file("{\"__CONTENT__\": \"translated\", \"instrument\": \"HSC\"}");

        assertThatThrownBy(() -> TranslatedObservation.of(nothing))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("exposure_id");
    }

    private static HeaderFile file(String json) {
        return HeaderFiles.read(Path.of("raw.json"), json.getBytes(StandardCharsets.UTF_8));
    }
}
