package org.platebook.vo.adql.bind;

import org.jspecify.annotations.Nullable;
import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Region;

/** A point or region as the SQL of its parts, all double precision and in degrees. */
sealed interface Geometry {

    /** The part of the sky that it is; null where the query does not say its numbers. */
    @Nullable Region known();

    /**
     * A point.
     *
     * @param place where the query says its numbers; else null
     */
    record Point(String longitude, String latitude, @Nullable Direction place) implements Geometry {

        boolean fixed() {
            return place != null;
        }

        @Override
        public @Nullable Region known() {
            return place == null ? null : org.platebook.model.sky.Circle.ofDegrees(place, 0);
        }

        /** Both numbers, as arguments of a function. */
        String sql() {
            return longitude + ", " + latitude;
        }
    }

    /**
     * A circle.
     *
     * @param radiusDeg where the query says it; else null
     */
    record Circle(Point centre, String radius, @Nullable Double radiusDeg) implements Geometry {

        @Override
        public @Nullable Region known() {
            var place = centre.place();
            return place == null || radiusDeg == null
                    ? null
                    : org.platebook.model.sky.Circle.ofDegrees(place, radiusDeg);
        }

        /** All three numbers, as arguments of a function. */
        String sql() {
            return centre.sql() + ", " + radius;
        }
    }

    /**
     * An array of longitudes and latitudes; stored where it comes from a table.
     *
     * @param known the polygon where the query says its numbers; else null
     */
    record Polygon(String vertices, boolean isStored, @Nullable Region known) implements Geometry {}
}
