package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The FITS form of a space MOC (MOC 2.0, section 4.3.1; MOC 1.1 files are read too). */
final class MocFits {

    private static final int BLOCK = 2880;
    private static final int CARD = 80;
    private static final int KEYWORD = 8;

    /** The coarsest order whose NUNIQ numbers no longer fit into 32 bits. */
    private static final int LONG_ORDER = 14;

    private MocFits() {}

    static Moc parse(byte[] file) {
        var primary = Header.at(file, 0);
        var table = Header.at(file, primary.end + padded(primary.dataBytes(file.length)));
        if (!table.text("XTENSION").equals("BINTABLE")) {
            throw refused("its first extension is not a table");
        }
        var dimension = table.cards.getOrDefault("MOCDIM", "SPACE");
        if (!dimension.equals("SPACE")) {
            throw refused("its MOCDIM is " + dimension + ", and only space MOCs are read");
        }
        if (!table.cards.getOrDefault("COORDSYS", "C").equals("C")) {
            throw refused("its COORDSYS is not C (ICRS)");
        }
        int order =
                (int) table.number(table.cards.containsKey("MOCORD_S") ? "MOCORD_S" : "MOCORDER");
        var numbers = numbers(file, table);
        return switch (table.cards.getOrDefault("ORDERING", "NUNIQ")) {
            case "NUNIQ" -> ofUniq(order, numbers);
            case "RANGE" -> Moc.ofFinest(order, ofBounds(numbers));
            case String other -> throw refused("its ORDERING is " + other + ", not NUNIQ or RANGE");
        };
    }

    private static Moc ofUniq(int order, List<Long> numbers) {
        var cells = numbers.stream().map(Moc.Cell::ofUniq).toList();
        int finest = cells.stream().mapToInt(Moc.Cell::order).max().orElse(0);
        return Moc.of(Math.max(order, finest), cells.stream());
    }

    private static RangeSet ofBounds(List<Long> numbers) {
        if (numbers.size() % 2 != 0) {
            throw refused("it has a range without end");
        }
        var ranges = new RangeSet.Builder();
        for (int i = 0; i < numbers.size(); i += 2) {
            ranges.add(numbers.get(i), numbers.get(i + 1));
        }
        return ranges.build();
    }

    private static List<Long> numbers(byte[] file, Header table) {
        int width = Math.clamp(table.number("NAXIS1"), -1, Integer.MAX_VALUE);
        long rows = table.number("NAXIS2");
        if (rows < 0 || width < 0 || table.end + (double) width * rows > file.length) {
            throw refused("the file is too short for its %s rows".formatted(rows));
        }
        var form = table.text("TFORM1").replaceFirst("^1(?=\\D)", "");
        if (table.number("TFIELDS") != 1
                || !Map.of("J", 4, "K", 8).getOrDefault(form, 0).equals(width)) {
            throw refused("it needs one column of 1J or 1K, not " + table.text("TFORM1"));
        }
        var bytes = ByteBuffer.wrap(file).position(table.end);
        var numbers = new ArrayList<Long>();
        for (long row = 0; row < rows; row++) {
            numbers.add(width == Integer.BYTES ? bytes.getInt() : bytes.getLong());
        }
        return numbers;
    }

    /**
     * A FITS header.
     *
     * @param cards the value of each keyword, strings without quotes and trailing blanks
     * @param end where its data begins in the file
     */
    private record Header(Map<String, String> cards, int end) {

        static Header at(byte[] file, int start) {
            var cards = new HashMap<String, String>();
            for (int at = start; at + CARD <= file.length; at += CARD) {
                var card = new String(file, at, CARD, StandardCharsets.US_ASCII);
                var keyword = card.substring(0, KEYWORD).strip();
                if (keyword.equals("END")) {
                    return new Header(cards, start + padded(at + CARD - start));
                }
                if (card.startsWith("= ", KEYWORD)) {
                    cards.put(keyword, value(card.substring(KEYWORD + 2).strip()));
                }
            }
            throw refused("it ends inside a header");
        }

        private static String value(String field) {
            if (field.startsWith("'")) {
                int end = field.indexOf('\'', 1);
                return field.substring(1, end < 0 ? field.length() : end).stripTrailing();
            }
            return field.split("/", 2)[0].strip();
        }

        String text(String keyword) {
            return cards.getOrDefault(keyword, "");
        }

        long number(String keyword) {
            var value = text(keyword);
            if (!value.matches("-?\\d{1,18}")) {
                throw refused("its card %s has no whole number but '%s'".formatted(keyword, value));
            }
            return Long.parseLong(value);
        }

        int dataBytes(int atMost) {
            long axes = number("NAXIS");
            long bytes = axes == 0 ? 0 : Math.abs(number("BITPIX")) / 8;
            for (int axis = 1; axis <= axes; axis++) {
                bytes *= number("NAXIS" + axis);
            }
            if (bytes < 0 || bytes > atMost) {
                throw refused("its primary data is longer than the file");
            }
            return (int) bytes;
        }
    }

    static byte[] write(Moc moc) {
        boolean wide = moc.order() >= LONG_ORDER;
        var cells = moc.cells();
        int width = wide ? Long.BYTES : Integer.BYTES;
        var primary =
                block(
                        List.of(
                                card("SIMPLE", "T"),
                                card("BITPIX", "8"),
                                card("NAXIS", "0"),
                                card("EXTEND", "T")));
        var table = block(tableCards(moc.order(), cells.size(), width));
        int data = width * cells.size();
        var file = ByteBuffer.allocate(2 * BLOCK + padded(data)).put(primary).put(table);
        for (var cell : cells) {
            if (wide) {
                file.putLong(cell.uniq());
            } else {
                file.putInt((int) cell.uniq());
            }
        }
        return file.array();
    }

    private static List<String> tableCards(int order, int rows, int width) {
        return List.of(
                card("XTENSION", "'BINTABLE'"),
                card("BITPIX", "8"),
                card("NAXIS", "2"),
                card("NAXIS1", Integer.toString(width)),
                card("NAXIS2", Integer.toString(rows)),
                card("PCOUNT", "0"),
                card("GCOUNT", "1"),
                card("TFIELDS", "1"),
                card("TFORM1", width == Long.BYTES ? "'1K      '" : "'1J      '"),
                card("TTYPE1", "'UNIQ    '"),
                card("MOCVERS", "'2.0     '"),
                card("MOCDIM", "'SPACE   '"),
                card("ORDERING", "'NUNIQ   '"),
                card("COORDSYS", "'C       '"),
                card("MOCORD_S", Integer.toString(order)),
                card("MOCORDER", Integer.toString(order)),
                card("PIXTYPE", "'HEALPIX '"),
                card("MOCTOOL", "'Platebook'"));
    }

    private static String card(String keyword, String value) {
        return value.startsWith("'")
                ? "%-8s= %-70s".formatted(keyword, value)
                : "%-8s= %20s%50s".formatted(keyword, value, "");
    }

    private static byte[] block(List<String> cards) {
        var text = String.join("", cards) + "END";
        return (text + " ".repeat(BLOCK - text.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static int padded(int bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static Refused refused(String why) {
        return new Refused(PixelCode.MOC_FITS, "not a FITS file of a space MOC: " + why);
    }
}
