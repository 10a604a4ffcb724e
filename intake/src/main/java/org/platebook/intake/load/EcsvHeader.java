package org.platebook.intake.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import uk.ac.starlink.util.DataSource;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The lines before the rows of an ECSV file (astropy APE 6), apart from {@code meta}: what stands
 * there are objects of Python's, of which only the time scales of columns matter to us.
 */
final class EcsvHeader {

    private static final String TIME = "astropy.time.core.Time";
    private static final Set<String> CALENDAR = Set.of("isot", "iso");
    private static final String META = "meta:";
    private static final int MARK = 2;

    private final Path file;
    private final byte[] kept;
    private final long length;
    private final Map<String, Scale> scales = new LinkedHashMap<>();

    /** How the times of a column are to be understood. */
    enum Scale {
        TAI,
        UTC,
        /** Neither, or numbers of days in UTC. */
        OTHER
    }

    /**
     * Reads it.
     *
     * @throws Refused load.format when its YAML is none
     */
    EcsvHeader(Path file) throws IOException {
        this.file = file;
        var without = new StringBuilder();
        var meta = new StringBuilder();
        long read = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean isMeta = false;
            for (var line = line(in); line != null; line = line(in)) {
                var text = new String(line, UTF_8);
                var yaml = text.substring(Math.min(MARK, text.length()));
                boolean isTop = !yaml.isBlank() && Character.isLetter(yaml.charAt(0));
                isMeta = isTop ? yaml.startsWith(META) : isMeta;
                (isMeta ? meta : without).append(isMeta ? yaml : text);
                read += line.length;
            }
        }
        this.kept = without.toString().getBytes(UTF_8);
        this.length = read;
        scales(meta.toString());
    }

    /** The next line with its end; null after the last that begins with a hash. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        if (first != '#') {
            return null;
        }
        var line = new ByteArrayOutputStream();
        line.write(first);
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private void scales(String meta) {
        if (meta.isBlank()) {
            return;
        }
        try {
            var root =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .compose(new StringReader(meta));
            if (child(child(root, "meta"), "__serialized_columns__")
                    instanceof MappingNode columns) {
                columns.getValue()
                        .forEach(each -> scale(text(each.getKeyNode()), each.getValueNode()));
            }
        } catch (YAMLException e) {
            throw new Refused(
                    LoadCode.FORMAT,
                    "%s cannot be read as ECSV: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    private void scale(String column, Node described) {
        if (!TIME.equals(text(child(described, "__class__")))) {
            return;
        }
        var scale = text(child(described, "scale"));
        boolean isCalendar = CALENDAR.contains(text(child(described, "format")));
        scales.put(
                column,
                scale.equals("tai")
                        ? Scale.TAI
                        : scale.equals("utc") && isCalendar ? Scale.UTC : Scale.OTHER);
    }

    /** What a mapping, or one of the mappings of a sequence, has under a name. */
    private static @Nullable Node child(@Nullable Node node, String name) {
        return switch (node) {
            case MappingNode mapping ->
                    mapping.getValue().stream()
                            .filter(each -> text(each.getKeyNode()).equals(name))
                            .map(each -> each.getValueNode())
                            .findFirst()
                            .orElse(null);
            case SequenceNode sequence ->
                    sequence.getValue().stream()
                            .map(each -> child(each, name))
                            .filter(each -> each != null)
                            .findFirst()
                            .orElse(null);
            case null, default -> null;
        };
    }

    private static String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Column to its time scale, for columns of times. */
    Map<String, Scale> scales() {
        return scales;
    }

    /** The file without what is not read. */
    DataSource source() {
        var source =
                new DataSource() {
                    @Override
                    protected InputStream getRawInputStream() throws IOException {
                        var rows = Files.newInputStream(file);
                        rows.skipNBytes(length);
                        return new SequenceInputStream(new ByteArrayInputStream(kept), rows);
                    }
                };
        source.setName(file.toString());
        return source;
    }
}
