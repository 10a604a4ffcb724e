package org.platebook.intake.camera.rubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;

import java.util.HexFormat;

class RubinIdsTest {

    @Test
    void an_exposure_is_numbered_by_day_and_sequence() {
        assertThat(RubinIds.exposure(RubinIds.day("20250415"), 60, "O")).isEqualTo(2025041500060L);
        assertThat(RubinIds.exposure(RubinIds.day("2025-04-15"), 60, null))
                .isEqualTo(2025041500060L);
    }

    @Test
    void the_camera_control_counts_for_itself_until_october_2023() {
        assertThat(RubinIds.exposure(RubinIds.day("20231004"), 1, "C")).isEqualTo(3023100400001L);
        assertThat(RubinIds.exposure(RubinIds.day("20231005"), 1, "C")).isEqualTo(2023100500001L);
    }

    @Test
    void simulated_controllers_count_for_themselves_until_april_2025() {
        assertThat(RubinIds.exposure(RubinIds.day("20250417"), 1, "S")).isEqualTo(7025041700001L);
        assertThat(RubinIds.exposure(RubinIds.day("20250418"), 1, "S")).isEqualTo(2025041800001L);
        assertThat(RubinIds.exposure(RubinIds.day("20250418"), 1, "H")).isEqualTo(4025041800001L);
    }

    @Test
    void what_cannot_be_numbered_is_refused_with_its_value() {
        assertThatThrownBy(() -> RubinIds.exposure(RubinIds.day("20250415"), 100_000, "O"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("100000");
        assertThatThrownBy(() -> RubinIds.exposure(RubinIds.day("20250415"), 1, "X"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'X'");
    }

    @Test
    void a_detector_image_is_packed_as_rubin_packs_it() {
        // Real numbers of detector images.
        assertThat(RubinIds.detectorExposure(2025041500060L, 1)).isEqualTo(46833613825L);
        assertThat(RubinIds.detectorExposure(2025061300133L, 188)).isEqualTo(47328560572L);
        assertThat(RubinIds.detectorExposure(7024032100720L, 94)).isEqualTo(730756993118L);
    }

    @Test
    void a_detector_beyond_the_packing_is_refused() {
        assertThatThrownBy(() -> RubinIds.detectorExposure(2025041500060L, 256))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("256");
    }

    @Test
    void a_dated_group_is_a_visit_by_its_seconds_since_2015() {
        // 324,694,390 s from 2015-01-01T00:00:00, then milliseconds, then the counter.
        assertThat(RubinIds.visit("2025-04-16T00:53:10.143")).isEqualTo(324694390_143_0000L);
        assertThat(RubinIds.visit("2025-04-16T00:53:10.143#7")).isEqualTo(324694390_143_0007L);
        assertThat(RubinIds.visit("2025-04-16T00:53:10.143+7")).isEqualTo(324694390_143_0007L);
    }

    @Test
    void a_group_that_is_a_number_is_the_visit_of_that_number() {
        assertThat(RubinIds.visit("3022042600004")).isEqualTo(3022042600004L);
    }

    @Test
    void any_other_group_is_a_visit_by_its_hash() {
        assertThat(RubinIds.visit("test")).isEqualTo(4702443654717948604L);
        assertThat(RubinIds.visit("wave,Focus,455,32.0PH=5um")).isEqualTo(1892608703001301325L);
    }

    @Test
    void a_visit_beyond_63_bits_is_refused() {
        assertThatThrownBy(() -> RubinIds.visit("99999999999999999999"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("63 bits");
    }

    @Test
    void the_hash_is_blake2b() {
        // RFC 7693, appendix A.
        assertThat(HexFormat.of().formatHex(Blake2b.digest("abc".getBytes(UTF_8))))
                .isEqualTo(
                        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    }

    @Test
    void the_hash_takes_texts_longer_than_its_block() {
        // Python: hashlib.blake2b(b"x" * 300).hexdigest()[:16]
        assertThat(HexFormat.of().formatHex(Blake2b.digest("x".repeat(300).getBytes(UTF_8))))
                .startsWith("fe42f4108dd98f9b");
    }
}
