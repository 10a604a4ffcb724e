package org.platebook.store.shape;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;
import org.platebook.model.record.Value;

import java.util.Optional;

/** The types that a column written by the Ledger can have, and what each of them holds. */
public enum StoredType {
    BOOL("bool"),
    INT2("int2"),
    INT4("int4"),
    INT8("int8"),
    FLOAT4("float4"),
    FLOAT8("float8"),
    TEXT("text"),
    JSON("json"),
    JSONB("jsonb"),
    TIMESTAMP("timestamp"),
    FLOAT4_ARRAY("float4[]"),
    FLOAT8_ARRAY("float8[]");

    private static final int MOST_TEXT_CHARACTERS = 100_000_000;

    private final String sqlName;

    StoredType(String sqlName) {
        this.sqlName = sqlName;
    }

    /** Its name in SQL and in the journal. */
    public String sqlName() {
        return sqlName;
    }

    /** The type that PostgreSQL's catalog calls by this name; empty where we cannot write it. */
    static Optional<StoredType> ofCatalog(String typname) {
        return Optional.ofNullable(
                switch (typname) {
                    case "bool" -> BOOL;
                    case "int2" -> INT2;
                    case "int4" -> INT4;
                    case "int8" -> INT8;
                    case "float4" -> FLOAT4;
                    case "float8" -> FLOAT8;
                    case "text", "varchar", "bpchar" -> TEXT;
                    case "json" -> JSON;
                    case "jsonb" -> JSONB;
                    case "timestamp" -> TIMESTAMP;
                    case "_float4" -> FLOAT4_ARRAY;
                    case "_float8" -> FLOAT8_ARRAY;
                    default -> null;
                });
    }

    /** Whether keys can have this type. */
    boolean canBeKey() {
        return this == INT2 || this == INT4 || this == INT8 || this == TEXT || this == TIMESTAMP;
    }

    /**
     * Says which rule a value breaks.
     *
     * @param longest greatest number of characters of a text; null where unbounded
     * @return null where it breaks none
     */
    public @Nullable Rule brokenRule(Value value, @Nullable Integer longest) {
        return switch (this) {
            case BOOL ->
                    value instanceof Value.Flag
                            ? null
                            : new Rule(Kind.TYPE, "must be true or false");
            case INT2 -> wholeWithin(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT4 -> wholeWithin(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT8 -> wholeWithin(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT4 -> number(value, Float.MAX_VALUE);
            case FLOAT8 -> number(value, Double.MAX_VALUE);
            case TEXT -> text(value, longest == null ? MOST_TEXT_CHARACTERS : longest);
            case JSON, JSONB -> json(value);
            case TIMESTAMP ->
                    value instanceof Value.SkyTime ? null : new Rule(Kind.TYPE, "must be a moment");
            case FLOAT4_ARRAY -> numbers(value, Float.MAX_VALUE);
            case FLOAT8_ARRAY -> numbers(value, Double.MAX_VALUE);
        };
    }

    private static @Nullable Rule wholeWithin(Value value, long least, long greatest) {
        if (!(value instanceof Value.Whole(long whole))) {
            return new Rule(Kind.TYPE, "must be a whole number");
        }
        return whole >= least && whole <= greatest
                ? null
                : new Rule(Kind.RANGE, "must lie between %s and %s".formatted(least, greatest));
    }

    /** NaN is a measured NaN; nothing that is measured is infinite. */
    private static @Nullable Rule number(Value value, double greatest) {
        return switch (value) {
            case Value.Whole _ -> null;
            case Value.Real(double real) -> {
                if (Double.isInfinite(real)) {
                    yield new Rule(Kind.FINITE, "must be finite, or NaN");
                }
                yield Math.abs(real) > greatest
                        ? new Rule(Kind.RANGE, "must fit a number of 4 bytes")
                        : null;
            }
            default -> new Rule(Kind.TYPE, "must be a number");
        };
    }

    private static @Nullable Rule numbers(Value value, double greatest) {
        if (!(value instanceof Value.Reals(double[] reals))) {
            return new Rule(Kind.TYPE, "must be an array of numbers");
        }
        for (double real : reals) {
            if (!Double.isFinite(real) || Math.abs(real) > greatest) {
                return new Rule(Kind.FINITE, "must hold finite numbers only");
            }
        }
        return null;
    }

    private static @Nullable Rule text(Value value, int longest) {
        if (!(value instanceof Value.Text(String text))) {
            return new Rule(Kind.TYPE, "must be a text");
        }
        if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
            return new Rule(Kind.LENGTH, "must have at most %s characters".formatted(longest));
        }
        return Texts.brokenRule(text);
    }

    private static @Nullable Rule json(Value value) {
        if (!(value instanceof Value.Json(String json))) {
            return new Rule(Kind.TYPE, "must be JSON");
        }
        return Texts.brokenRuleOfJson(json);
    }
}
