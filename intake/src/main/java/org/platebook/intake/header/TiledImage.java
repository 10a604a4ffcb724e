package org.platebook.intake.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The header of an image from the header of the table that holds its compressed tiles. */
final class TiledImage {

    /** FITS Standard 4.0, section 10.1.2: keywords that hold another keyword of the image. */
    private static final Map<String, String> RESTORED =
            Map.of(
                    "ZTENSION", "XTENSION",
                    "ZSIMPLE", "SIMPLE",
                    "ZBITPIX", "BITPIX",
                    "ZNAXIS", "NAXIS",
                    "ZPCOUNT", "PCOUNT",
                    "ZGCOUNT", "GCOUNT",
                    "ZEXTEND", "EXTEND",
                    "ZBLOCKED", "BLOCKED",
                    "ZHECKSUM", "CHECKSUM",
                    "ZDATASUM", "DATASUM");

    private static final Pattern RESTORED_AXIS = Pattern.compile("ZNAXIS(\\d+)");

    /** Sections 10.1.1 and 10.1.2: what describes the table and the compression only. */
    private static final Pattern OF_TABLE =
            Pattern.compile(
                    "XTENSION|BITPIX|NAXIS\\d*|PCOUNT|GCOUNT|TFIELDS|TTYPE\\d+|TFORM\\d+|THEAP"
                            + "|ZIMAGE|ZTILE\\d+|ZCMPTYPE|ZNAME\\d+|ZVAL\\d+|ZMASKCMP|ZQUANTIZ"
                            + "|ZDITHER0|ZSCALE|ZZERO|ZBLANK|CHECKSUM|DATASUM");

    private static final String NAME_OF_TABLE = "COMPRESSED_IMAGE";

    private TiledImage() {}

    static boolean is(Header header) {
        return header.flag("ZIMAGE").orElse(false);
    }

    /**
     * The image's own cards: its structure first, as the standard wants it, then the rest in order.
     */
    static Header header(Header table) {
        var structure = new ArrayList<Card>();
        var rest = new ArrayList<Card>();
        for (var card : table) {
            var keyword = card.keyword();
            var axis = RESTORED_AXIS.matcher(keyword);
            var restored = axis.matches() ? "NAXIS" + axis.group(1) : RESTORED.get(keyword);
            if (restored != null) {
                structure.add(new Card(restored, card.value(), card.comment()));
            } else if (!OF_TABLE.matcher(keyword).matches() && !isNameOfTable(card)) {
                rest.add(card);
            }
        }
        var cards = new ArrayList<Card>(structure.size() + rest.size());
        cards.addAll(inOrder(structure));
        cards.addAll(rest);
        return Header.of(cards);
    }

    private static boolean isNameOfTable(Card card) {
        return card.keyword().equals("EXTNAME") && NAME_OF_TABLE.equals(card.value());
    }

    /** An image extension needs XTENSION even where its table does not say what it was. */
    private static List<Card> inOrder(List<Card> structure) {
        var named =
                structure.stream()
                        .anyMatch(
                                c ->
                                        c.keyword().equals("XTENSION")
                                                || c.keyword().equals("SIMPLE"));
        if (!named) {
            structure.addFirst(Card.of("XTENSION", "IMAGE"));
        }
        return structure;
    }
}
