package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how a table is partitioned. */
final class PartitioningForm {

    private static final Set<Datatype> NUMBERS =
            EnumSet.of(Datatype.SHORT, Datatype.INT, Datatype.LONG);
    private static final Set<Datatype> DATES =
            EnumSet.of(Datatype.INT, Datatype.LONG, Datatype.TIMESTAMP);
    private static final Set<Datatype> HASHED =
            EnumSet.of(Datatype.SHORT, Datatype.INT, Datatype.LONG, Datatype.TIMESTAMP);
    private static final int MOST_VALUES = 2_000_000_000;
    private static final int MOST_PARTS = 1000;

    private final Fields fields;

    PartitioningForm(YamlTree.Mapping mapping, FelisProblems problems) {
        this.fields = new Fields(mapping, problems);
    }

    /** How it is partitioned; null where that cannot be, which the problems tell. */
    @Nullable Partitioning read(List<Column> columns, List<String> primaryKey) {
        fields.only(Set.of("by", "every", "values", "hash"));
        var by = fields.requiredText("by");
        var type =
                columns.stream()
                        .filter(column -> column.name().equals(by) && !column.isArray())
                        .map(Column::datatype)
                        .findFirst()
                        .orElse(null);
        var ways = Stream.of("every", "values", "hash").filter(fields::has).toList();
        if (ways.size() != 1) {
            fields.problem(
                    "by",
                    "give one of every (day or month), values (a count of numbers) and hash (a"
                            + " count of partitions), not %s"
                                    .formatted(ways.isEmpty() ? "none" : ways));
            return null;
        }
        if (type == null || !primaryKey.contains(by)) {
            fields.problem(
                    "by",
                    "a table is partitioned by a column of its primary key %s, not by \"%s\""
                            .formatted(primaryKey, by));
            return null;
        }
        return switch (ways.getFirst()) {
            case "every" -> byDate(by, type);
            case "values" -> byNumber(by, type);
            default -> byHash(by, type);
        };
    }

    private @Nullable Partitioning byDate(String by, Datatype type) {
        var every = fields.text("every");
        if (every == null) {
            return null;
        }
        for (var width : Partitioning.Width.values()) {
            if (width.word().equals(every)) {
                return isOf(DATES, type, by, "every") ? new Partitioning.ByDate(by, width) : null;
            }
        }
        fields.problem("every", "invalid width \"%s\": expected day or month".formatted(every));
        return null;
    }

    private @Nullable Partitioning byNumber(String by, Datatype type) {
        var values = fields.whole("values", 1, MOST_VALUES);
        return values == null || !isOf(NUMBERS, type, by, "values")
                ? null
                : new Partitioning.ByNumber(by, values, greatest(type));
    }

    private @Nullable Partitioning byHash(String by, Datatype type) {
        var parts = fields.whole("hash", 2, MOST_PARTS);
        return parts == null || !isOf(HASHED, type, by, "hash")
                ? null
                : new Partitioning.ByHash(by, parts);
    }

    private boolean isOf(Set<Datatype> allowed, Datatype type, String by, String way) {
        if (allowed.contains(type)) {
            return true;
        }
        fields.problem(
                "by",
                "column %s is of type %s; partitions by %s need one of %s"
                        .formatted(
                                by,
                                word(type),
                                way,
                                allowed.stream().map(PartitioningForm::word).toList()));
        return false;
    }

    private static String word(Datatype type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static long greatest(Datatype type) {
        return switch (type) {
            case SHORT -> Short.MAX_VALUE;
            case INT -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }
}
