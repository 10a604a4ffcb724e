package org.platebook.model.sky;

/** A vector in space, of any length. */
record Vector(double x, double y, double z) {

    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    double dot(Direction other) {
        return x * other.x() + y * other.y() + z * other.z();
    }

    Vector cross(Vector other) {
        return new Vector(
                y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    Vector minus(Vector other) {
        return new Vector(x - other.x, y - other.y, z - other.z);
    }

    Vector times(double factor) {
        return new Vector(factor * x, factor * y, factor * z);
    }

    double norm() {
        return Math.sqrt(dot(this));
    }

    /** The direction of this vector, which must not be zero. */
    Direction direction() {
        var norm = norm();
        return new Direction(x / norm, y / norm, z / norm);
    }
}
