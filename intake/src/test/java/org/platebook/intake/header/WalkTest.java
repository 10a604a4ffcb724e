package org.platebook.intake.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class WalkTest {

    private static final String HEADER =
            "SIMPLE: true\nINSTRUME: LATISS\nEXPTIME: 1.0\nRA: 1.5\nDEC: 2.5\n";

    @TempDir Path folder;

    @Test
    void files_come_in_the_order_of_their_names_folder_by_folder() throws IOException {
        write("b.yaml", HEADER);
        write("a/z.yaml", HEADER);
        write("a/c/d.yaml", HEADER);
        write("c.yaml", HEADER);

        assertThat(
                        HeaderFiles.walk(List.of(folder))
                                .map(c -> folder.relativize(c.path()).toString()))
                .containsExactly("a/c/d.yaml", "a/z.yaml", "b.yaml", "c.yaml");
    }

    @Test
    void what_is_no_header_file_is_left_with_a_reason() throws IOException {
        write("README.md", "# Hello");
        write("LICENSE", "BSD");
        write(".hidden.yaml", HEADER);
        write("_manifest.json", "{}");
        var gone = folder.resolve("gone");

        assertThat(HeaderFiles.walk(List.of(folder, gone)))
                .containsExactly(
                        left(".hidden.yaml", "is a hidden file"),
                        left("LICENSE", "is not a header file: expected FITS, YAML or JSON"),
                        left("README.md", "is not a header file: expected FITS, YAML or JSON"),
                        left("_manifest.json", "is the manifest of a simulated night"),
                        new Candidate.Left(gone, "is not there"));
    }

    @Test
    void a_sidecar_tells_of_the_file_beside_it() throws IOException {
        var raw = write("raw.fits.fz", "pixels");
        var sidecar = write("raw.json", "{\"__CONTENT__\": \"metadata\", \"EXPTIME\": 5.0}");

        assertThat(HeaderFiles.walk(List.of(folder)))
                .containsExactly(
                        new Candidate.Found(raw, sidecar),
                        left("raw.json", "is the sidecar of the file beside it, read with that"));
        var file = HeaderFiles.read(new Candidate.Found(raw, sidecar));
        assertThat(file.path()).isEqualTo(raw);
        assertThat(file.format()).isEqualTo(HeaderFormat.SIDECAR);
        assertThat(file.primary().number("EXPTIME").orNull()).isEqualTo(5.0);
    }

    @Test
    void an_index_tells_of_its_files_with_what_they_share() throws IOException {
        write("one.fits", "pixels");
        write(
                "_index.json",
                """
                {"__CONTENT__": "metadata", "__COMMON__": {"INSTRUME": "HSC", "FILTER": "r"},
                 "one.fits": {"EXPTIME": 5.0}, "two.fits": {"EXPTIME": 6.0, "FILTER": "i"}}
                """);

        var found = HeaderFiles.walk(List.of(folder)).map(c -> (Candidate.Found) c).toList();

        assertThat(found)
                .extracting(f -> f.path().getFileName().toString())
                .containsExactly("one.fits", "two.fits");
        assertThat(HeaderFiles.read(found.get(1)).primary())
                .containsExactly(
                        Card.of("INSTRUME", "HSC"),
                        Card.of("FILTER", "i"),
                        Card.of("EXPTIME", 6.0));
    }

    @Test
    void a_broken_index_is_left_and_its_folder_still_read() throws IOException {
        write("_index.json", "bad index file content");
        var header = write("a.yaml", HEADER);

        var candidates = HeaderFiles.walk(List.of(folder)).toList();

        assertThat(candidates.getFirst())
                .isInstanceOfSatisfying(
                        Candidate.Left.class, l -> assertThat(l.reason()).startsWith("line 1"));
        assertThat(candidates.getLast()).isEqualTo(new Candidate.Found(header, header));
    }

    @Test
    void the_real_ingest_cases_are_met_as_they_are_meant() {
        var root = TestData.require("butler/obs_base_ingest");
        var indexed = HeaderFiles.walk(List.of(root.resolve("indexed_data"))).toList();
        var sidecars = HeaderFiles.walk(List.of(root.resolve("sidecar_data"))).toList();

        assertThat(
                        indexed.stream()
                                .filter(c -> c instanceof Candidate.Left)
                                .map(c -> root.relativize(c.path()).toString()))
                .containsExactly(
                        "indexed_data/bad_implied/_index.json",
                        "indexed_data/bad_index/_index.json",
                        "indexed_data/dataset_3.json",
                        "indexed_data/dataset_4.json");
        assertThat(sidecars.stream().filter(c -> c instanceof Candidate.Found)).hasSize(3);
        var first = HeaderFiles.read((Candidate.Found) sidecars.get(1));
        assertThat(first.content()).isEqualTo(HeaderFile.Content.TRANSLATION);
        assertThat(first.primary().all("tracking_radec"))
                .containsExactly(
                        Card.of("tracking_radec", 320.2499333333333),
                        Card.of("tracking_radec", 1.9444444444444445e-05));
    }

    @Test
    void a_file_named_by_itself_is_judged_by_what_is_in_it() throws IOException {
        var odd = write("header.txt", HEADER);

        assertThat(HeaderFiles.read(odd).format()).isEqualTo(HeaderFormat.YAML);
        var text = write("README.md", "# Hello");
        assertThatThrownBy(() -> HeaderFiles.read(text))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("README.md");
        assertThatThrownBy(() -> HeaderFiles.read(folder.resolve("none.yaml")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is not there");
    }

    @Test
    void gzip_is_read_through_and_broken_gzip_refused() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.GZIPOutputStream(bytes)) {
            zip.write(HEADER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        var whole = Files.write(folder.resolve("a.yaml.gz"), bytes.toByteArray());
        var broken =
                Files.write(
                        folder.resolve("b.yaml.gz"),
                        java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));

        assertThat(HeaderFiles.read(whole).primary().size()).isEqualTo(5);
        assertThatThrownBy(() -> HeaderFiles.read(broken))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("gzip");
    }

    private Candidate.Left left(String name, String reason) {
        return new Candidate.Left(folder.resolve(name), reason);
    }

    private Path write(String name, String text) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
