package org.platebook.vo.adql.bind;

/** A point or region as the SQL of its parts, all double precision and in degrees. */
sealed interface Geometry {

    /** A point; fixed where the query says its numbers. */
    record Point(String longitude, String latitude, boolean fixed) implements Geometry {

        /** Both numbers, as arguments of a function. */
        String sql() {
            return longitude + ", " + latitude;
        }
    }

    record Circle(Point centre, String radius) implements Geometry {

        /** All three numbers, as arguments of a function. */
        String sql() {
            return centre.sql() + ", " + radius;
        }
    }

    /** An array of longitudes and latitudes; stored where it comes from a table. */
    record Polygon(String vertices, boolean isStored) implements Geometry {}
}
