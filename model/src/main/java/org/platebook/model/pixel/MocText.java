package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;

import java.util.ArrayList;
import java.util.List;

/** The text form of a space MOC (MOC 2.0, section 4.3.2). */
final class MocText {

    /** The number of cells of order 29, above all cells' numbers. */
    private static final String LARGEST = "3458764513820540928";

    private MocText() {}

    static Moc parse(String text) {
        int order = -1;
        int finest = 0;
        var ranges = new RangeSet.Builder();
        for (var word :
                text.strip().replaceFirst("^s", "").replace("/", "/ ").split("[\\s,]+", -1)) {
            if (word.endsWith("/")) {
                long written = number(word.substring(0, word.length() - 1), text);
                order = new HealPix((int) Math.min(written, Integer.MAX_VALUE)).order();
                finest = Math.max(finest, order);
            } else if (!word.isEmpty()) {
                addCells(word, order, text, ranges);
            }
        }
        return Moc.ofFinest(finest, ranges.build());
    }

    private static void addCells(String word, int order, String text, RangeSet.Builder ranges) {
        if (order < 0) {
            throw refused(text, "it names cells before an order");
        }
        int dash = word.indexOf('-');
        long first = number(dash < 0 ? word : word.substring(0, dash), text);
        long last = dash < 0 ? first : number(word.substring(dash + 1), text);
        if (last < first) {
            throw refused(text, "the range " + word + " runs backwards");
        }
        ranges.add(new Moc.Cell(order, first).begin(), new Moc.Cell(order, last).end());
    }

    private static long number(String digits, String text) {
        boolean tooLarge = digits.length() == LARGEST.length() && digits.compareTo(LARGEST) > 0;
        if (!digits.matches("\\d{1,19}") || tooLarge) {
            throw refused(text, "'" + digits + "' is not a cell's number");
        }
        return Long.parseLong(digits);
    }

    static String write(Moc moc) {
        var text = new StringBuilder();
        int order = -1;
        for (var run : runs(moc.cells())) {
            if (run.order != order) {
                order = run.order;
                text.append(text.isEmpty() ? "" : " ").append(order).append('/');
            } else {
                text.append(' ');
            }
            text.append(run.first);
            if (run.last > run.first) {
                text.append('-').append(run.last);
            }
        }
        if (order < moc.order()) {
            text.append(text.isEmpty() ? "" : " ").append(moc.order()).append('/');
        }
        return text.toString();
    }

    /** Cells of one order whose numbers follow each other. */
    private record Run(int order, long first, long last) {}

    private static List<Run> runs(List<Moc.Cell> cells) {
        var runs = new ArrayList<Run>();
        for (var cell : cells) {
            var run = runs.isEmpty() ? null : runs.getLast();
            if (run != null && run.order == cell.order() && run.last + 1 == cell.index()) {
                runs.set(runs.size() - 1, new Run(run.order, run.first, cell.index()));
            } else {
                runs.add(new Run(cell.order(), cell.index(), cell.index()));
            }
        }
        return runs;
    }

    private static Refused refused(String text, String why) {
        int shown = Math.min(text.length(), 60);
        return new Refused(
                PixelCode.MOC_TEXT,
                "'%s' is not a space MOC such as '1/1 2 4 2/12-14 8/': %s"
                        .formatted(text.substring(0, shown), why));
    }
}
