package org.platebook.model.sky;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Regions as the bytes that lsst.sphgeom writes into Butler registries, and back, to the last bit.
 *
 * <p>A letter for the kind, then little-endian doubles: p, the vertices of a convex polygon
 * counter-clockwise as seen from outside the sphere, the reverse of {@link Polygon}'s; c, a circle;
 * b, a box; e, an ellipse; u and i, a union and an intersection of regions that each follow their
 * length in bytes (lsst.sphgeom 30, Region.encode). As text they are hexadecimal or base64, where
 * regions joined by colons are a union.
 */
public final class SphgeomFormat {

    private static final int VERTEX_BYTES = 3 * Double.BYTES;

    private SphgeomFormat() {}

    /**
     * Writes a region.
     *
     * @throws Refused when it has a polygon in it that is not convex, which sphgeom does not know
     */
    public static byte[] encode(Region region) {
        return switch (region) {
            case Circle circle -> encode(circle);
            case Polygon polygon -> encode(polygon);
            case Box box ->
                    numbers('b', box.westRad(), box.eastRad(), box.southRad(), box.northRad());
            case Range range -> encode(range.box());
            case Ellipse ellipse -> encode(ellipse);
            case Union union -> encode('u', union.parts());
            case Intersection intersection -> encode('i', intersection.parts());
        };
    }

    /** Writes a region as lower-case hexadecimal digits. */
    public static String encodeHex(Region region) {
        return HexFormat.of().formatHex(encode(region));
    }

    /** Writes a region as base64. */
    public static String encodeBase64(Region region) {
        return Base64.getEncoder().encodeToString(encode(region));
    }

    /**
     * Reads a region.
     *
     * @throws Refused when the bytes are no region
     */
    public static Region decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw refused("there are no bytes", null);
        }
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var kind = (char) buffer.get();
        try {
            var region =
                    switch (kind) {
                        case 'p' -> polygon(buffer);
                        case 'c' -> circle(buffer);
                        case 'b' ->
                                new Box(
                                        buffer.getDouble(),
                                        buffer.getDouble(),
                                        buffer.getDouble(),
                                        buffer.getDouble());
                        case 'e' -> ellipse(buffer);
                        case 'u' -> new Union(parts(buffer));
                        case 'i' -> new Intersection(parts(buffer));
                        default -> throw refused("no kind of region is " + kind, null);
                    };
            if (buffer.hasRemaining()) {
                throw refused(buffer.remaining() + " bytes are left over", null);
            }
            return region;
        } catch (BufferUnderflowException e) {
            throw refused("a region of kind " + kind + " is cut short", e);
        }
    }

    /** Reads a region from hexadecimal digits. */
    public static Region decodeHex(String hex) {
        try {
            return decode(HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw refused("it is not hexadecimal", e);
        }
    }

    /** Reads a region from base64; several joined by colons are their union. */
    public static Region decodeBase64(String text) {
        var parts = Arrays.stream(text.split(":", -1)).map(SphgeomFormat::decodeOne).toList();
        return parts.size() == 1 ? parts.getFirst() : new Union(parts);
    }

    /**
     * Tells whether regions overlap that are written as base64 in pairs: {@code a&b|c&d} asks
     * whether a overlaps b or c overlaps d. Without any pair, nothing does.
     */
    public static boolean overlap(String expression) {
        return !expression.isEmpty()
                && Arrays.stream(expression.split("\\|", -1)).anyMatch(SphgeomFormat::pairOverlaps);
    }

    private static boolean pairOverlaps(String pair) {
        var sides = pair.split("&", -1);
        if (sides.length != 2) {
            throw refused("an overlap has two sides joined by &, not " + sides.length, null);
        }
        return decodeBase64(sides[0]).overlaps(decodeBase64(sides[1]));
    }

    private static Region decodeOne(String text) {
        try {
            return decode(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw refused("it is not base64", e);
        }
    }

    private static byte[] encode(Polygon polygon) {
        if (!polygon.isConvex()) {
            throw new Refused(
                    SkyCode.SPHGEOM_CONVEX,
                    "sphgeom knows only convex polygons; this one, of %s vertices, is not convex"
                            .formatted(polygon.vertices().size()));
        }
        return numbers(
                'p',
                polygon.vertices().reversed().stream()
                        .flatMapToDouble(v -> DoubleStream.of(v.x(), v.y(), v.z()))
                        .toArray());
    }

    private static byte[] encode(Circle circle) {
        var centre = circle.centre();
        return numbers(
                'c', centre.x(), centre.y(), centre.z(), circle.squaredChord(), circle.radiusRad());
    }

    private static byte[] encode(Ellipse ellipse) {
        var rest =
                DoubleStream.of(
                        ellipse.a(), ellipse.b(), ellipse.gamma(), ellipse.tanA(), ellipse.tanB());
        var rotation = ellipse.rotation().stream().mapToDouble(Double::doubleValue);
        return numbers('e', DoubleStream.concat(rotation, rest).toArray());
    }

    private static byte[] encode(char kind, List<Region> parts) {
        var encoded = parts.stream().map(SphgeomFormat::encode).toList();
        var size = encoded.stream().mapToInt(part -> Long.BYTES + part.length).sum();
        var buffer = ByteBuffer.allocate(1 + size).order(ByteOrder.LITTLE_ENDIAN).put((byte) kind);
        encoded.forEach(part -> buffer.putLong(part.length).put(part));
        return buffer.array();
    }

    private static byte[] numbers(char kind, double... numbers) {
        var buffer =
                ByteBuffer.allocate(1 + numbers.length * Double.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) kind);
        for (var number : numbers) {
            buffer.putDouble(number);
        }
        return buffer.array();
    }

    private static Polygon polygon(ByteBuffer buffer) {
        if (buffer.remaining() % VERTEX_BYTES != 0) {
            throw refused(
                    "a polygon's " + buffer.remaining() + " bytes are not whole vertices", null);
        }
        var vertices = new ArrayList<Direction>();
        while (buffer.hasRemaining()) {
            vertices.add(direction(buffer));
        }
        return Polygon.wound(vertices.reversed());
    }

    private static Direction direction(ByteBuffer buffer) {
        return new Direction(buffer.getDouble(), buffer.getDouble(), buffer.getDouble());
    }

    private static Circle circle(ByteBuffer buffer) {
        var centre = direction(buffer);
        var squaredChord = buffer.getDouble();
        return new Circle(centre, buffer.getDouble(), squaredChord);
    }

    private static Ellipse ellipse(ByteBuffer buffer) {
        var rotation = new ArrayList<Double>();
        for (int i = 0; i < 9; i++) {
            rotation.add(buffer.getDouble());
        }
        return new Ellipse(
                rotation,
                buffer.getDouble(),
                buffer.getDouble(),
                buffer.getDouble(),
                buffer.getDouble(),
                buffer.getDouble());
    }

    private static List<Region> parts(ByteBuffer buffer) {
        var parts = new ArrayList<Region>();
        while (buffer.hasRemaining()) {
            var length = buffer.getLong();
            if (length < 1 || length > buffer.remaining()) {
                throw new BufferUnderflowException();
            }
            var part = new byte[(int) length];
            buffer.get(part);
            parts.add(decode(part));
        }
        return parts;
    }

    private static Refused refused(String reason, @Nullable Exception cause) {
        var message = "these bytes are no region of sphgeom: " + reason;
        return cause == null
                ? new Refused(SkyCode.SPHGEOM_BYTES, message)
                : new Refused(SkyCode.SPHGEOM_BYTES, message, cause);
    }
}
