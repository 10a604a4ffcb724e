package org.platebook.vo.adql.tree;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/** What has a value. */
public sealed interface Expression {

    /** Where it begins. */
    Position at();

    record Null(Position at) implements Expression {}

    /** A whole number, not negative. */
    record Whole(BigInteger value, Position at) implements Expression {}

    /** A number with a decimal point or an exponent, not negative. */
    record Decimal(double value, Position at) implements Expression {}

    record Text(String value, Position at) implements Expression {}

    record Column(QualifiedName name) implements Expression {
        @Override
        public Position at() {
            return name.at();
        }
    }

    record Negative(Expression operand, Position at) implements Expression {}

    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public Position at() {
            return left.at();
        }
    }

    record Concatenation(Expression left, Expression right) implements Expression {
        @Override
        public Position at() {
            return left.at();
        }
    }

    /** COUNT, SUM, AVG, MIN or MAX; operand is null for COUNT(*). */
    record SetFunction(Set function, boolean distinct, @Nullable Expression operand, Position at)
            implements Expression {}

    /** COALESCE: the first that is not null. */
    record FirstKnown(List<Expression> operands, Position at) implements Expression {
        public FirstKnown {
            operands = List.copyOf(operands);
        }
    }

    /** CAST; length is that of CHAR(n) and VARCHAR(n), null elsewhere. */
    record Cast(Expression operand, Target target, @Nullable Integer length, Position at)
            implements Expression {}

    record InUnit(Expression operand, String unit, Position at) implements Expression {}

    /** A function of numbers that ADQL names, LOWER or UPPER. */
    record Call(Function function, List<Expression> arguments, Position at) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A function that ADQL does not name. */
    record UserCall(Name name, List<Expression> arguments) implements Expression {
        public UserCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Position at() {
            return name.at();
        }
    }

    record Point(Expression longitude, Expression latitude, Position at) implements Expression {}

    /** CIRCLE; centre is one point or two coordinates. */
    record Circle(List<Expression> centre, Expression radius, Position at) implements Expression {
        public Circle {
            centre = List.copyOf(centre);
        }
    }

    /** BOX; centre is one point or two coordinates. */
    record Box(List<Expression> centre, Expression width, Expression height, Position at)
            implements Expression {
        public Box {
            centre = List.copyOf(centre);
        }
    }

    /** POLYGON; three or more points, or an even number of six or more coordinates. */
    record Polygon(List<Expression> vertices, Position at) implements Expression {
        public Polygon {
            vertices = List.copyOf(vertices);
        }
    }

    record Region(String text, Position at) implements Expression {}

    /** A function of one geometry. */
    record OfGeometry(Measure measure, Expression geometry, Position at) implements Expression {}

    /** CONTAINS or INTERSECTS: 1 or 0. */
    record Relation(Relating relating, Expression first, Expression second, Position at)
            implements Expression {}

    /** DISTANCE of two points, or of four coordinates; in degrees. */
    record Distance(List<Expression> arguments, Position at) implements Expression {
        public Distance {
            arguments = List.copyOf(arguments);
        }
    }

    /** The operators of arithmetic. */
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDE("/");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** As SQL and ADQL write it. */
        public String symbol() {
            return symbol;
        }
    }

    /** The set functions. */
    enum Set {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    /** The functions of values. */
    enum Function {
        ABS,
        CEILING,
        DEGREES,
        EXP,
        FLOOR,
        LOG,
        LOG10,
        RADIANS,
        SQRT,
        ACOS,
        ASIN,
        ATAN,
        COS,
        COT,
        SIN,
        TAN,
        MOD,
        POWER,
        ATAN2,
        ROUND,
        TRUNCATE,
        PI,
        RAND,
        LOWER,
        UPPER
    }

    /** What CAST can make. */
    enum Target {
        SMALLINT,
        INTEGER,
        BIGINT,
        REAL,
        DOUBLE,
        CHAR,
        VARCHAR,
        TIMESTAMP,
        POINT,
        CIRCLE,
        POLYGON
    }

    /** The functions of one geometry. */
    enum Measure {
        CENTROID,
        AREA,
        COORD1,
        COORD2,
        COORDSYS
    }

    /** The relations of two geometries. */
    enum Relating {
        CONTAINS,
        INTERSECTS
    }
}
