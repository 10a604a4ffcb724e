package org.platebook.model.sky;

import java.util.BitSet;
import java.util.List;

/** How a region is put together from simple ones, which are numbered. */
sealed interface Shape {

    /** Whether a point belongs, given for each simple region whether it lies in that one. */
    boolean holds(BitSet inSimple);

    /** The simple region of that number. */
    record Simple(int number) implements Shape {
        @Override
        public boolean holds(BitSet inSimple) {
            return inSimple.get(number);
        }
    }

    /** What lies in any of the parts; without parts, nothing. */
    record Any(List<Shape> parts) implements Shape {
        @Override
        public boolean holds(BitSet inSimple) {
            return parts.stream().anyMatch(part -> part.holds(inSimple));
        }
    }

    /** What lies in all of the parts; without parts, everything. */
    record All(List<Shape> parts) implements Shape {
        @Override
        public boolean holds(BitSet inSimple) {
            return parts.stream().allMatch(part -> part.holds(inSimple));
        }
    }

    /** What does not lie in a part. */
    record Not(Shape part) implements Shape {
        @Override
        public boolean holds(BitSet inSimple) {
            return !part.holds(inSimple);
        }
    }
}
