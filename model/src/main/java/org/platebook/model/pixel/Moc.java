package org.platebook.model.pixel;

import org.platebook.model.failure.Refused;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Region;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the sky as a set of HEALPix cells: a space MOC (IVOA MOC 2.0, 2022). It never changes.
 *
 * <p>Operations on two MOCs give the finer of both orders.
 */
public final class Moc {

    private static final int MAX_ORDER = HealPix.MAX_ORDER;
    private static final long SKY = new HealPix(MAX_ORDER).pixelCount();

    private final int order;

    /** Numbers of order 29, in whole cells of this MOC's order. */
    private final RangeSet ranges;

    private Moc(int order, RangeSet ranges) {
        this.order = order;
        this.ranges = ranges;
    }

    /**
     * One cell of any order.
     *
     * @param order 0 to 29
     * @param index its nested number
     */
    public record Cell(int order, long index) {

        public Cell {
            if (index < 0 || index >= new HealPix(order).pixelCount()) {
                throw new Refused(
                        PixelCode.MOC_CELL,
                        "order %s has no cell of number %s".formatted(order, index));
            }
        }

        /** The cell's number among all orders: {@code 4·4^order + index} (MOC 2.0, NUNIQ). */
        public long uniq() {
            return (4L << (2 * order)) + index;
        }

        static Cell ofUniq(long uniq) {
            if (uniq < 4) {
                throw new Refused(PixelCode.MOC_CELL, "a NUNIQ number is 4 or more, not " + uniq);
            }
            int order = (Long.SIZE - 1 - Long.numberOfLeadingZeros(uniq)) / 2 - 1;
            return new Cell(order, uniq - (4L << (2 * order)));
        }

        long begin() {
            return index << (2 * (MAX_ORDER - order));
        }

        long end() {
            return (index + 1) << (2 * (MAX_ORDER - order));
        }
    }

    /** Nothing of the sky, at an order. */
    public static Moc empty(int order) {
        return of(order, RangeSet.EMPTY);
    }

    public static Moc allSky(int order) {
        return of(order, RangeSet.of(0, new HealPix(order).pixelCount()));
    }

    /**
     * The MOC of nested pixels of one order.
     *
     * @throws Refused {@code moc.cell} when a number is not one of that order
     */
    public static Moc of(int order, RangeSet pixels) {
        var grid = new HealPix(order);
        int shift = 2 * (MAX_ORDER - order);
        if (!RangeSet.of(0, grid.pixelCount()).contains(pixels)) {
            throw new Refused(
                    PixelCode.MOC_CELL,
                    "order %s has cells 0 to %s only".formatted(order, grid.pixelCount() - 1));
        }
        return new Moc(order, pixels.map(begin -> begin << shift, end -> end << shift));
    }

    /**
     * The MOC of cells of different orders, which may repeat and overlap.
     *
     * @param order the MOC's order, not coarser than any cell
     * @throws Refused {@code moc.order} when a cell is finer
     */
    public static Moc of(int order, Stream<Cell> cells) {
        new HealPix(order);
        var builder = new RangeSet.Builder();
        cells.forEach(
                cell -> {
                    if (cell.order > order) {
                        throw new Refused(
                                PixelCode.MOC_ORDER,
                                "%s is finer than the MOC's order %s".formatted(cell, order));
                    }
                    builder.add(cell.begin(), cell.end());
                });
        return new Moc(order, builder.build());
    }

    /**
     * The MOC of all cells of an order that a region touches.
     *
     * @throws Refused when the region holds an ellipse
     */
    public static Moc of(int order, Region region) {
        return of(order, new HealPix(order).cover(region).touched());
    }

    /** Ranges of order 29, widened to whole cells of an order. */
    static Moc ofFinest(int order, RangeSet ranges) {
        if (!RangeSet.of(0, SKY).contains(ranges)) {
            throw new Refused(PixelCode.MOC_CELL, "order 29 has cells 0 to " + (SKY - 1) + " only");
        }
        return new Moc(MAX_ORDER, ranges).degrade(order);
    }

    /** The order of the finest cells that this MOC may have. */
    public int order() {
        return order;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The part of the sky that is in the MOC, 0 to 1. */
    public double skyFraction() {
        return (double) ranges.size() / SKY;
    }

    public boolean contains(Direction direction) {
        return ranges.contains(new HealPix(MAX_ORDER).pixel(direction));
    }

    public boolean contains(Moc other) {
        return ranges.contains(other.ranges);
    }

    public boolean overlaps(Moc other) {
        return ranges.overlaps(other.ranges);
    }

    public Moc union(Moc other) {
        return with(other, ranges.union(other.ranges));
    }

    public Moc intersect(Moc other) {
        return with(other, ranges.intersect(other.ranges));
    }

    /** What is in this MOC and not in the other. */
    public Moc subtract(Moc other) {
        return with(other, ranges.subtract(other.ranges));
    }

    /** What is in exactly one of both. */
    public Moc symmetricDifference(Moc other) {
        return with(other, ranges.symmetricDifference(other.ranges));
    }

    public Moc complement() {
        return new Moc(order, ranges.complement(0, SKY));
    }

    /**
     * The same at a coarser order (or this): cells that are in it only in part are in it wholly.
     */
    public Moc degrade(int coarser) {
        new HealPix(coarser);
        if (coarser >= order) {
            return this;
        }
        int shift = 2 * (MAX_ORDER - coarser);
        long round = (1L << shift) - 1;
        return new Moc(
                coarser,
                ranges.map(
                        begin -> (begin >> shift) << shift,
                        end -> ((end + round) >> shift) << shift));
    }

    /** The nested numbers of the cells of an order that overlap this MOC. */
    public RangeSet pixels(int atOrder) {
        new HealPix(atOrder);
        int shift = 2 * (MAX_ORDER - atOrder);
        long round = (1L << shift) - 1;
        return ranges.map(begin -> begin >> shift, end -> (end + round) >> shift);
    }

    /** Ranges of numbers of order 29, as a MOC in range packing has them. */
    public RangeSet ranges() {
        return ranges;
    }

    /** The fewest cells that make this MOC, by order and then number. */
    public List<Cell> cells() {
        return ranges.ranges()
                .flatMap(Moc::cells)
                .sorted((a, b) -> Long.compare(a.uniq(), b.uniq()))
                .toList();
    }

    private static Stream<Cell> cells(RangeSet.Range range) {
        var cells = Stream.<Cell>builder();
        for (long at = range.begin(); at < range.end(); ) {
            var cell = largest(at, range.end());
            cells.add(cell);
            at = cell.end();
        }
        return cells.build();
    }

    /** The largest cell that begins at a number and ends by another. */
    private static Cell largest(long begin, long end) {
        int aligned = begin == 0 ? MAX_ORDER : Long.numberOfTrailingZeros(begin) / 2;
        int fitting = (Long.SIZE - 1 - Long.numberOfLeadingZeros(end - begin)) / 2;
        int up = Math.min(Math.min(aligned, fitting), MAX_ORDER);
        return new Cell(MAX_ORDER - up, begin >> (2 * up));
    }

    private Moc with(Moc other, RangeSet result) {
        return new Moc(Math.max(order, other.order), result);
    }

    /**
     * Reads the text form, as in {@code "1/1 2 4 2/12-14 21 8/"}.
     *
     * @throws Refused {@code moc.text} when it is not a space MOC
     */
    public static Moc parse(String text) {
        return MocText.parse(text);
    }

    /**
     * Reads the JSON form, as in <code>{"1":[1,2,4],"2":[12,13,14]}</code>.
     *
     * @throws Refused {@code moc.json} when it is not a space MOC
     */
    public static Moc ofJson(String json) {
        return MocJson.parse(json);
    }

    /**
     * Reads a FITS file of a space MOC, versions 1.0 to 2.0, in NUNIQ or range packing.
     *
     * @throws Refused {@code moc.fits} when it is not one
     */
    public static Moc ofFits(byte[] file) {
        return MocFits.parse(file);
    }

    public String toJson() {
        return MocJson.write(this);
    }

    /** The FITS file of this MOC in NUNIQ packing, which every reader of MOC 1.0 or later reads. */
    public byte[] toFits() {
        return MocFits.write(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moc moc && order == moc.order && ranges.equals(moc.ranges);
    }

    @Override
    public int hashCode() {
        return 31 * ranges.hashCode() + order;
    }

    /** The text form, which {@link #parse} reads. */
    @Override
    public String toString() {
        return MocText.write(this);
    }
}
