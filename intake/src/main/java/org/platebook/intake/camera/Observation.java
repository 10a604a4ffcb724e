package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;
import org.platebook.intake.correction.CorrectedHeader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a header says, in the same words for every camera.
 *
 * <p>A property that the header does not tell is absent; where it should have told it, a {@link
 * Problem} says so. Immutable.
 */
public final class Observation {

    private final String camera;
    private final CorrectedHeader header;
    private final @Nullable Object[] values;
    private final List<Problem> problems;

    private Observation(Builder builder) {
        this.camera = builder.camera;
        this.header = builder.header;
        this.values = builder.values.clone();
        this.problems = List.copyOf(builder.problems);
    }

    /** Starts an observation that says nothing yet. */
    public static Builder builder(String camera, CorrectedHeader header) {
        return new Builder(camera, header);
    }

    /** Name of the camera specialization that translated the header. */
    public String camera() {
        return camera;
    }

    /** The header as received and as corrected, with the reasons. */
    public CorrectedHeader header() {
        return header;
    }

    public <T> Optional<T> get(Property<T> property) {
        return Optional.ofNullable(orNull(property));
    }

    public <T> @Nullable T orNull(Property<T> property) {
        return property.type().cast(values[property.place()]);
    }

    /** The same observation with further problems behind its own; itself where there are none. */
    public Observation with(List<Problem> further) {
        if (further.isEmpty()) {
            return this;
        }
        var builder = builder(camera, header);
        System.arraycopy(values, 0, builder.values, 0, values.length);
        problems.forEach(builder::problem);
        further.forEach(builder::problem);
        return builder.build();
    }

    /** What was not as it should be, in the order of the properties; then what of the file. */
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Observation that
                && camera.equals(that.camera)
                && header.equals(that.header)
                && Arrays.equals(values, that.values)
                && problems.equals(that.problems);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Observation of " + camera + " " + orNull(Property.OBSERVATION_ID);
    }

    /** Gathers what is said of one observation; not for use by two threads. */
    public static final class Builder {

        private final String camera;
        private final CorrectedHeader header;
        private final @Nullable Object[] values;
        private final List<Problem> problems = new ArrayList<>();

        private Builder(String camera, CorrectedHeader header) {
            this.camera = camera;
            this.header = header;
            this.values = new @Nullable Object[Property.ALL.size()];
        }

        /** Sets a property; null leaves it absent. */
        public <T> Builder set(Property<T> property, @Nullable T value) {
            values[property.place()] = value;
            return this;
        }

        public Builder problem(Problem problem) {
            problems.add(problem);
            return this;
        }

        public Observation build() {
            return new Observation(this);
        }
    }
}
