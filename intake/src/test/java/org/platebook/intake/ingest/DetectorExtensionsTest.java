package org.platebook.intake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.testkit.TestData;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which extensions of a FITS file are detectors, camera by camera. */
class DetectorExtensionsTest {

    private static final int FITS_BLOCK = 2880;

    private static final List<String> MEGAPRIME =
            List.of(
                    "INSTRUME= 'MegaPrime'",
                    "EXPNUM  = 849375",
                    "OBSID   = '849375'",
                    "OBSTYPE = 'OBJECT'",
                    "DATE-OBS= '2006-05-20'",
                    "UTC-OBS = '11:58:00.00'",
                    "UTCEND  = '12:03:00.00'",
                    "EXPTIME = 300.0");

    private static final List<String> LSSTCAM =
            List.of(
                    "INSTRUME= 'LSSTCam'",
                    "TELESCOP= 'Simonyi Survey Telescope'",
                    "OBSID   = 'MC_O_20260115_000007'",
                    "CONTRLLR= 'O'",
                    "DAYOBS  = '20260115'",
                    "SEQNUM  = 7",
                    "IMGTYPE = 'BIAS'",
                    "EXPTIME = 0.0",
                    "DATE-BEG= '2026-01-16T03:00:00.000'",
                    "DATE-END= '2026-01-16T03:00:00.000'",
                    "RAFTBAY = 'R22'",
                    "CCDSLOT = 'S11'");

    @TempDir private Path folder;
    private final IngestSite site = new IngestSite("MegaPrime", "DECam", "LSSTCam", "LATISS");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void each_ccd_of_a_megaprime_file_is_a_detector_and_its_table_is_none() throws IOException {
        var file =
                fits(
                        MEGAPRIME,
                        List.of("EXTNAME = 'CATALOG'", "EXTVER  = 7"),
                        List.of("EXTNAME = 'ccd00'", "CCDNAME = '8341-17-4'"),
                        List.of("EXTNAME = 'ccd13'", "CCDNAME = '8434-13-5'"),
                        List.of("EXTNAME = 'ccd35'", "CCDNAME = '8352-15-3'"));

        assertThat(site.load(file).loaded()).isEqualTo(1);

        assertThat(detectors("cdb_megaprime"))
                .containsExactly(
                        Map.of("detector", 0, "detector_name", "ccd00", "serial", "8341-17-4"),
                        Map.of("detector", 13, "detector_name", "ccd13", "serial", "8434-13-5"),
                        Map.of("detector", 35, "detector_name", "ccd35", "serial", "8352-15-3"));
        assertThat(
                        site.rows(
                                "select part from cdb_megaprime.exposure_header where detector is"
                                        + " not null order by part_index"))
                .extracting(row -> row.get("part"))
                .containsExactly("ccd00", "ccd13", "ccd35");
        assertThat(site.load(file).unchanged()).isEqualTo(1);
    }

    @Test
    void a_megaprime_file_of_one_ccd_is_about_that_one() throws IOException {
        site.load(fits(MEGAPRIME, List.of("EXTNAME = 'ccd14'", "CCDNAME = '8434-10-5'")));

        assertThat(detectors("cdb_megaprime"))
                .containsExactly(
                        Map.of("detector", 14, "detector_name", "ccd14", "serial", "8434-10-5"));
    }

    @Test
    void extensions_of_decam_with_a_number_are_detectors() throws IOException {
        site.load(
                fits(
                        List.of(
                                "INSTRUME= 'DECam'",
                                "EXPNUM  = 160496",
                                "OBSID   = 'ct4m20121211t220632'",
                                "OBSTYPE = 'zero'",
                                "DATE-OBS= '2012-12-11T22:06:32.865020'",
                                "TIMESYS = 'UTC'",
                                "EXPTIME = 0.0"),
                        List.of("EXTNAME = 'S29'", "DETPOS  = 'S29'", "CCDNUM  = 1"),
                        List.of("EXTNAME = 'S30'", "DETPOS  = 'S30'", "CCDNUM  = 2"),
                        List.of("EXTNAME = 'MASK'", "DETPOS  = 'S30'")));

        assertThat(detectors("cdb_decam"))
                .extracting(row -> row.get("detector_name"))
                .containsExactly("S29", "S30");
    }

    @Test
    void an_extension_that_makes_no_detector_image_is_told() throws IOException {
        site.load(
                fits(
                        List.of(
                                "INSTRUME= 'DECam'",
                                "EXPNUM  = 160496",
                                "OBSID   = 'ct4m20121211t220632'",
                                "OBSTYPE = 'zero'",
                                "DATE-OBS= '2012-12-11T22:06:32.865020'",
                                "TIMESYS = 'UTC'",
                                "EXPTIME = 0.0"),
                        List.of("EXTNAME = 'S29'", "DETPOS  = 'S29'", "CCDNUM  = 1"),
                        List.of("EXTNAME = 'S30'", "DETPOS  = 'S30'", "CCDNUM  = 1"),
                        List.of("EXTNAME = 'S31'", "DETPOS  = 'S31'", "CCDNUM  = 'three'"),
                        List.of("EXTNAME = 'S25'", "DETPOS  = 'S25'", "CCDNUM  = -4")));

        assertThat(detectors("cdb_decam"))
                .extracting(row -> row.get("detector_name"))
                .containsExactly("S29");
        assertThat(filesProblems("cdb_decam"))
                .containsExactly(
                        "header S30 is of detector 1",
                        "header S31 is of detector unknown; CCDNUM is 'three'",
                        "header S25 is of detector -4");
    }

    @Test
    void a_file_that_is_cut_off_behind_its_first_headers_is_loaded_and_told() throws IOException {
        var file =
                fits(
                        MEGAPRIME,
                        List.of("EXTNAME = 'ccd00'", "CCDNAME = '8341-17-4'"),
                        List.of("EXTNAME = 'ccd13'", "CCDNAME = '8434-13-5'"));
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - FITS_BLOCK + 3 * 80));

        assertThat(site.load(file).loaded()).isEqualTo(1);

        assertThat(detectors("cdb_megaprime"))
                .extracting(row -> row.get("detector_name"))
                .containsExactly("ccd00");
        assertThat(filesProblems("cdb_megaprime"))
                .containsExactly("header 2: has no END card; the file is cut off");
    }

    private List<Object> filesProblems(String schema) {
        return site
                .rows(
                        "select found from "
                                + schema
                                + ".intake_problem where field = 'file' order by problem_index")
                .stream()
                .map(row -> row.get("found"))
                .toList();
    }

    @Test
    void amplifiers_of_a_rubin_detector_are_no_detectors() throws IOException {
        var amplifiers = new ArrayList<List<String>>();
        for (int channel = 1; channel <= 16; channel++) {
            amplifiers.add(
                    List.of(
                            "EXTNAME = 'Segment%02d'".formatted(channel),
                            "CHANNEL = " + channel,
                            "CCDNUM  = " + channel,
                            "DETPOS  = 'amplifier'"));
        }
        site.load(fits(LSSTCAM, amplifiers.toArray(List<?>[]::new)));

        assertThat(detectors("cdb_lsstcam"))
                .extracting(row -> row.get("detector_name"))
                .containsExactly("R22_S11");
        assertThat(site.count("cdb_lsstcam.exposure_header")).isEqualTo(17);
    }

    @Test
    void a_real_raw_file_of_latiss_is_one_detector_with_all_its_headers_kept() {
        site.load(
                TestData.require("consdb/fits/LATISS_AT_O_20220208_000140-R00S00.zeroed.fits.gz"));

        assertThat(detectors("cdb_latiss"))
                .extracting(row -> row.get("detector_name"))
                .containsExactly("RXX_S00");
        assertThat(
                        site.rows(
                                "select part from cdb_latiss.exposure_header where part like"
                                        + " 'Segment%'"))
                .hasSize(16);
        assertThat(site.row("select exposure_name from cdb_latiss.exposure"))
                .containsEntry("exposure_name", "AT_O_20220208_000140");
    }

    private List<Map<String, Object>> detectors(String schema) {
        return site.rows(
                "select detector, detector_name, detector_serial as serial from "
                        + schema
                        + ".ccdexposure order by detector");
    }

    private Path fits(List<String> primary, List<?>... extensions) throws IOException {
        var bytes = new ByteArrayOutputStream();
        header(bytes, "SIMPLE  = T", primary);
        for (var extension : extensions) {
            header(bytes, "XTENSION= 'IMAGE   '", extension);
        }
        return Files.write(folder.resolve("exposure.fits"), bytes.toByteArray());
    }

    private static void header(ByteArrayOutputStream into, String first, List<?> cards) {
        var text = new StringBuilder();
        text.append("%-80s".formatted(first));
        text.append("%-80s%-80s".formatted("BITPIX  = 8", "NAXIS   = 0"));
        cards.forEach(card -> text.append("%-80s".formatted(card)));
        text.append("%-80s".formatted("END"));
        text.append(" ".repeat(FITS_BLOCK - text.length() % FITS_BLOCK));
        into.writeBytes(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
