package org.platebook.store.schema;

import org.jspecify.annotations.Nullable;
import org.platebook.model.felis.Column;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.store.sql.SqlText;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What is said anew of tables and columns that stay: meaning, unit, UCD, and who may see them. */
final class Restatements {

    private static final int LONGEST = 60;

    private final List<String> lines = new ArrayList<>();

    private Restatements() {}

    /** One remark for each, as SQL has them; views tell what their tables do, and are left out. */
    static List<String> between(Schema before, Schema wanted) {
        var told = new Restatements();
        told.of("schema", "description", before.description(), wanted.description());
        for (var table : wanted.tables()) {
            before.table(table.name())
                    .filter(was -> !was.isView() && !table.isView())
                    .ifPresent(was -> told.table(was, table));
        }
        return told.lines;
    }

    private void table(Table before, Table wanted) {
        var name = SqlText.quoted(wanted.name());
        of(name, "description", before.description(), wanted.description());
        of(name, "visibility", before.notes().visibility(), wanted.notes().visibility());
        of(name, "rows", before.notes().rows(), wanted.notes().rows());
        of(name, "source", before.notes().source(), wanted.notes().source());
        of(name, "level", before.notes().level(), wanted.notes().level());
        of(name, "first", before.notes().isFirst(), wanted.notes().isFirst());
        for (var column : wanted.columns()) {
            before.column(column.name()).ifPresent(was -> column(before, was, wanted, column));
        }
    }

    private void column(Table before, Column was, Table wanted, Column column) {
        var name = SqlText.quoted(wanted.name()) + "." + SqlText.quoted(column.name());
        of(name, "description", was.description(), column.description());
        of(name, "unit", was.unit(), column.unit());
        of(name, "ucd", was.ucd(), column.ucd());
        of(name, "role", was.role(), column.role());
        of(name, "visibility", before.visibilityOf(was), wanted.visibilityOf(column));
    }

    private void of(String name, String what, @Nullable Object before, @Nullable Object wanted) {
        if (!Objects.equals(before, wanted)) {
            lines.add("-- %s: %s %s -> %s".formatted(name, what, words(before), words(wanted)));
        }
    }

    private static String words(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
            default -> quoted(value.toString().replaceAll("\\s+", " ").strip());
        };
    }

    private static String quoted(String text) {
        return '"' + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + '"';
    }
}
