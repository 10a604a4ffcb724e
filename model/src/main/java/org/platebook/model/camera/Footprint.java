package org.platebook.model.camera;

import org.platebook.model.sky.Direction;
import org.platebook.model.sky.Polygon;

import java.util.List;

/**
 * A convex part of the sky that a camera sees.
 *
 * @param vertices its corners, counter-clockwise as seen on the sky, east to the left
 */
public record Footprint(List<Direction> vertices) {

    public Footprint {
        vertices = List.copyOf(vertices);
    }

    /** Right ascension and declination of each corner in turn, in degrees, as s_region has them. */
    public double[] raDecDeg() {
        var degrees = new double[2 * vertices.size()];
        for (int i = 0; i < vertices.size(); i++) {
            degrees[2 * i] = vertices.get(i).lonDeg();
            degrees[2 * i + 1] = vertices.get(i).latDeg();
        }
        return degrees;
    }

    /** The footprint as a region, to ask what it contains and overlaps. */
    public Polygon polygon() {
        return Polygon.wound(vertices);
    }
}
