package org.platebook.vo.adql.bind;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.platebook.testkit.Seeded;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random conditions choose the rows that three-valued logic, written plainly, chooses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionLawTest {

    private record Row(int id, int dayObs, @Nullable String band, @Nullable Double expTime) {}

    /** The rows of {@link Tables}. */
    private static final List<Row> ROWS =
            List.of(
                    new Row(1, 20260115, "r", 30.0),
                    new Row(2, 20260115, "g", 15.5),
                    new Row(3, 20260116, "r", 30.0),
                    new Row(4, 20260116, null, null));

    /** What holds of a row: true, false, or null for unknown. */
    private interface Truth {
        @Nullable Boolean of(Row row);
    }

    private interface Value<V> {
        @Nullable V of(Row row);
    }

    private record Known(String adql, Truth truth) {}

    private record Numeric(String adql, Value<Double> value) {}

    private final Tables tables;

    ConditionLawTest() throws SQLException {
        tables = new Tables();
    }

    @AfterAll
    void close() throws SQLException {
        tables.close();
    }

    @Seeded
    void a_condition_chooses_the_rows_of_which_it_is_true(RandomGenerator random) {
        var condition = condition(random, 4);
        var expected =
                ROWS.stream()
                        .filter(row -> Objects.equals(condition.truth().of(row), true))
                        .map(row -> Integer.toString(row.id()))
                        .toList();
        assertThat(
                        tables.rows(
                                "select exposure_id from exposure where "
                                        + condition.adql()
                                        + " order by exposure_id"))
                .as(condition.adql())
                .isEqualTo(expected);
    }

    private static Known condition(RandomGenerator random, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 8);
        return switch (kind) {
            case 0 -> comparison(random);
            case 1 -> between(random);
            case 2 -> band(random);
            case 3 -> new Known("exp_time is null", row -> row.expTime() == null);
            case 4 -> in(random);
            case 5 -> {
                var inner = condition(random, depth - 1);
                yield new Known("not (" + inner.adql() + ")", row -> not(inner.truth().of(row)));
            }
            default -> both(random, depth, kind == 6);
        };
    }

    private static Known both(RandomGenerator random, int depth, boolean and) {
        var one = condition(random, depth - 1);
        var other = condition(random, depth - 1);
        var adql = "(" + one.adql() + (and ? " and " : " or ") + other.adql() + ")";
        return new Known(
                adql,
                row -> {
                    var a = one.truth().of(row);
                    var b = other.truth().of(row);
                    boolean decided =
                            Stream.of(Optional.ofNullable(a), Optional.ofNullable(b))
                                    .anyMatch(each -> each.isPresent() && each.get() != and);
                    if (decided) {
                        return !and;
                    }
                    return (a == null || b == null) ? null : Boolean.valueOf(and);
                });
    }

    private static @Nullable Boolean not(@Nullable Boolean truth) {
        return truth == null ? null : Boolean.valueOf(!truth);
    }

    private static Numeric number(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> new Numeric("exp_time", Row::expTime);
            case 1 -> new Numeric("exposure_id", row -> (double) row.id());
            case 2 -> new Numeric("day_obs", row -> (double) row.dayObs());
            case 3 -> {
                double value = random.nextInt(70) / 2.0;
                yield new Numeric(Double.toString(value), _ -> value);
            }
            case 4 -> combined(random, depth, "+");
            case 5 -> combined(random, depth, "-");
            default -> combined(random, depth, "*");
        };
    }

    private static Numeric combined(RandomGenerator random, int depth, String operator) {
        var one = number(random, depth - 1);
        var other = number(random, depth - 1);
        return new Numeric(
                "(1.0 * " + one.adql() + " " + operator + " " + other.adql() + ")",
                row -> {
                    var a = one.value().of(row);
                    var b = other.value().of(row);
                    if (a == null || b == null) {
                        return null;
                    }
                    return switch (operator) {
                        case "+" -> a + b;
                        case "-" -> a - b;
                        default -> a * b;
                    };
                });
    }

    private static Known comparison(RandomGenerator random) {
        var one = number(random, 2);
        var other = number(random, 2);
        var operators = List.of("=", "<>", "!=", "<", "<=", ">", ">=");
        var operator = operators.get(random.nextInt(operators.size()));
        return new Known(
                one.adql() + " " + operator + " " + other.adql(),
                row -> {
                    var a = one.value().of(row);
                    var b = other.value().of(row);
                    return (a == null || b == null) ? null : Boolean.valueOf(holds(operator, a, b));
                });
    }

    private static boolean holds(String operator, double a, double b) {
        return switch (operator) {
            case "=" -> a == b;
            case "<>", "!=" -> a != b;
            case "<" -> a < b;
            case "<=" -> a <= b;
            case ">" -> a > b;
            default -> a >= b;
        };
    }

    private static Known between(RandomGenerator random) {
        double low = random.nextInt(40);
        double high = random.nextInt(40);
        boolean negated = random.nextBoolean();
        return new Known(
                "exp_time " + (negated ? "not " : "") + "between " + low + " and " + high,
                row -> {
                    var value = row.expTime();
                    return value == null ? null : negated != ((low <= value) && (value <= high));
                });
    }

    private static Known band(RandomGenerator random) {
        boolean negated = random.nextBoolean();
        var pattern = List.of("r", "_", "%", "", "R", "g%", "\\").get(random.nextInt(7));
        var regex = pattern.replace("\\", "\\\\").replace("_", ".").replace("%", ".*");
        return new Known(
                "band " + (negated ? "not " : "") + "like '" + pattern + "'",
                row -> row.band() == null ? null : negated != row.band().matches(regex));
    }

    private static Known in(RandomGenerator random) {
        boolean negated = random.nextBoolean();
        boolean unknown = random.nextBoolean();
        return new Known(
                "band " + (negated ? "not " : "") + "in ('g', 'i'" + (unknown ? ", null)" : ")"),
                row -> {
                    if (row.band() == null) {
                        return null;
                    }
                    if (row.band().equals("g")) {
                        return !negated;
                    }
                    return unknown ? null : Boolean.valueOf(negated);
                });
    }
}
