package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one column. */
final class ColumnForm {

    /** PostgreSQL's greatest length of varchar. */
    private static final int LONGEST = 10_485_760;

    private static final int FINEST_SECONDS = 6;
    private static final Set<Datatype> SIZED =
            EnumSet.of(Datatype.CHAR, Datatype.STRING, Datatype.UNICODE, Datatype.BINARY);
    private static final Set<Datatype> WHOLE =
            EnumSet.of(Datatype.BYTE, Datatype.SHORT, Datatype.INT, Datatype.LONG);
    private static final Set<Datatype> REAL = EnumSet.of(Datatype.FLOAT, Datatype.DOUBLE);
    private static final Set<String> VOTABLE_TYPES =
            Set.of(
                    "boolean",
                    "bit",
                    "unsignedByte",
                    "short",
                    "int",
                    "long",
                    "char",
                    "unicodeChar",
                    "float",
                    "double",
                    "floatComplex",
                    "doubleComplex");
    private static final Set<String> POSTGRESQL_TYPES =
            Set.of(
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "REAL",
                    "DOUBLE_PRECISION",
                    "DOUBLE PRECISION",
                    "NUMERIC",
                    "VARCHAR",
                    "CHAR",
                    "TEXT",
                    "BOOLEAN",
                    "BYTEA",
                    "DATE",
                    "TIMESTAMP",
                    "JSON",
                    "JSONB",
                    "UUID",
                    "INT8RANGE",
                    "INT8MULTIRANGE");
    private static final Pattern POSTGRESQL_TYPE =
            Pattern.compile("([A-Za-z0-9_ ]+?)( ?\\(\\d+(, ?\\d+)?\\))?");
    private static final Pattern ARRAYSIZE = Pattern.compile("(\\d+x)*(\\d+\\*?|\\*)");
    private static final Set<String> NOW = Set.of("CURRENT_TIMESTAMP", "NOW()");
    private static final Set<String> KNOWN =
            Set.of(
                    "name",
                    "@id",
                    "description",
                    "votable:utype",
                    "datatype",
                    "length",
                    "precision",
                    "nullable",
                    "value",
                    "autoincrement",
                    "ivoa:ucd",
                    "ivoa:unit",
                    "fits:tunit",
                    "tap:column_index",
                    "tap:principal",
                    "tap:std",
                    "votable:arraysize",
                    "votable:xtype",
                    "votable:datatype",
                    "mysql:datatype",
                    "postgresql:datatype",
                    "platebook");

    private final Fields fields;
    private final Ids ids;
    private final UcdSyntax ucds;
    private final FelisProblems problems;

    ColumnForm(YamlTree.Mapping mapping, Ids ids, UcdSyntax ucds, FelisProblems problems) {
        this.fields = new Fields(mapping, problems);
        this.ids = ids;
        this.ucds = ucds;
        this.problems = problems;
    }

    Column read(String table, Map<String, FileLine> others) {
        fields.only(KNOWN);
        var name = ids.name(fields, "column", others);
        var id = ids.register(fields, "#%s.%s".formatted(table, name));
        ids.registerColumn(id, table, name);
        var datatype = datatype(fields);
        var autoincrement = Boolean.TRUE.equals(fields.flag("autoincrement"));
        var nullable = fields.flag("nullable");
        var notes = notes();
        return new Column(
                name,
                id,
                datatype,
                length(fields, datatype),
                nullable == null || nullable,
                defaultValue(datatype, autoincrement),
                autoincrement,
                fields.text("description"),
                unit(),
                ucd(fields, ucds),
                fields.text("votable:utype"),
                fields.text("votable:xtype"),
                oneOf("votable:datatype", VOTABLE_TYPES),
                arraysize(),
                fields.whole("tap:column_index", 0, Integer.MAX_VALUE),
                isOne("tap:principal"),
                isOne("tap:std"),
                precision(datatype),
                postgresqlDatatype(),
                notes == null ? null : NotesForm.visibility(notes),
                notes == null ? null : role(notes));
    }

    static Datatype datatype(Fields fields) {
        var text = fields.requiredText("datatype");
        for (var datatype : Datatype.values()) {
            if (datatype.name().toLowerCase(Locale.ROOT).equals(text)) {
                return datatype;
            }
        }
        if (!text.isEmpty()) {
            fields.problem(
                    "datatype",
                    "datatype \"%s\" must be one of %s"
                            .formatted(
                                    text,
                                    Arrays.stream(Datatype.values())
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", "))));
        }
        return Datatype.TEXT;
    }

    static @Nullable Integer length(Fields fields, Datatype datatype) {
        var length = fields.whole("length", 1, LONGEST);
        var type = datatype.name().toLowerCase(Locale.ROOT);
        if (SIZED.contains(datatype) && !fields.has("length")) {
            fields.problem("datatype", "length is missing: datatype %s needs one".formatted(type));
        }
        if (!SIZED.contains(datatype) && fields.has("length")) {
            fields.problem("length", "datatype %s has no length".formatted(type));
        }
        return length;
    }

    static @Nullable String ucd(Fields fields, UcdSyntax ucds) {
        var ucd = fields.text("ivoa:ucd");
        if (ucd == null || ucd.isEmpty()) {
            return null;
        }
        ucds.problem(ucd)
                .ifPresent(
                        problem ->
                                fields.problem(
                                        "ivoa:ucd", "ucd \"%s\": %s".formatted(ucd, problem)));
        return ucd;
    }

    private @Nullable String unit() {
        var ivoa = fields.text("ivoa:unit");
        var fits = fields.text("fits:tunit");
        if (ivoa != null && !ivoa.isEmpty() && fits != null && !fits.isEmpty()) {
            fields.problem("fits:tunit", "a column has ivoa:unit or fits:tunit, never both");
        }
        var key = ivoa == null ? "fits:tunit" : "ivoa:unit";
        var unit = ivoa == null ? fits : ivoa;
        if (unit == null || unit.isEmpty()) {
            return null;
        }
        UnitSyntax.problem(unit)
                .ifPresent(
                        problem -> fields.problem(key, "unit \"%s\": %s".formatted(unit, problem)));
        return unit;
    }

    private @Nullable Integer precision(Datatype datatype) {
        var precision = fields.whole("precision", 0, FINEST_SECONDS);
        if (precision != null && datatype != Datatype.TIMESTAMP) {
            fields.problem("precision", "only timestamps have a precision");
        }
        return precision;
    }

    private @Nullable String arraysize() {
        var value = fields.value("votable:arraysize");
        if (value == null) {
            return null;
        }
        if (value instanceof YamlTree.Scalar scalar
                && List.of(YamlTree.Kind.TEXT, YamlTree.Kind.WHOLE).contains(scalar.kind())
                && ARRAYSIZE.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        problems.add(
                value.place(),
                "votable:arraysize must be like 3, *, 64* or 2x3, not " + YamlTree.nameOf(value));
        return null;
    }

    private @Nullable String defaultValue(Datatype datatype, boolean autoincrement) {
        var value = fields.value("value");
        if (autoincrement && !WHOLE.contains(datatype)) {
            fields.problem("autoincrement", "only whole numbers can be numbered by the database");
        }
        if (value == null) {
            return null;
        }
        if (autoincrement) {
            fields.problem("value", "a column that is numbered by the database has no default");
        }
        if (value instanceof YamlTree.Scalar scalar && isDefault(scalar, datatype)) {
            return scalar.text();
        }
        problems.add(
                value.place(),
                "default value must fit datatype %s, unlike %s"
                        .formatted(
                                datatype.name().toLowerCase(Locale.ROOT), YamlTree.nameOf(value)));
        return null;
    }

    private static boolean isDefault(YamlTree.Scalar scalar, Datatype datatype) {
        if (WHOLE.contains(datatype)) {
            return scalar.kind() == YamlTree.Kind.WHOLE && scalar.text().matches("[+-]?\\d+");
        }
        if (REAL.contains(datatype)) {
            return scalar.kind() == YamlTree.Kind.REAL;
        }
        if (datatype == Datatype.BOOLEAN) {
            return scalar.kind() == YamlTree.Kind.FLAG;
        }
        if (scalar.kind() != YamlTree.Kind.TEXT || scalar.text().isEmpty()) {
            return false;
        }
        return datatype != Datatype.TIMESTAMP || isMoment(scalar.text());
    }

    private static boolean isMoment(String text) {
        if (NOW.contains(text.toUpperCase(Locale.ROOT))) {
            return true;
        }
        try {
            LocalDateTime.parse(text.replace(' ', 'T'));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private @Nullable String postgresqlDatatype() {
        var text = fields.text("postgresql:datatype");
        if (text == null) {
            return null;
        }
        var match = POSTGRESQL_TYPE.matcher(text);
        if (match.matches() && POSTGRESQL_TYPES.contains(match.group(1).toUpperCase(Locale.ROOT))) {
            return text;
        }
        fields.problem(
                "postgresql:datatype",
                "postgresql:datatype \"%s\" must be one of %s"
                        .formatted(text, POSTGRESQL_TYPES.stream().sorted().toList()));
        return null;
    }

    private @Nullable Fields notes() {
        var annotations = fields.mapping("platebook");
        if (annotations == null) {
            return null;
        }
        var notes = new Fields(annotations, problems);
        notes.only(Set.of("visibility", "role"));
        return notes;
    }

    private static @Nullable ColumnRole role(Fields notes) {
        var word = notes.text("role");
        if (word == null) {
            return null;
        }
        var role = ColumnRole.named(word);
        if (role.isEmpty()) {
            notes.problem(
                    "role",
                    "role \"%s\" must be one of %s"
                            .formatted(
                                    word,
                                    Arrays.stream(ColumnRole.values())
                                            .map(ColumnRole::word)
                                            .toList()));
        }
        return role.orElse(null);
    }

    private @Nullable String oneOf(String key, Set<String> allowed) {
        var text = fields.text(key);
        if (text != null && !allowed.contains(text)) {
            fields.problem(
                    key,
                    "%s \"%s\" must be one of %s"
                            .formatted(key, text, allowed.stream().sorted().toList()));
        }
        return text;
    }

    private boolean isOne(String key) {
        var number = fields.whole(key, 0, 1);
        return number != null && number == 1;
    }
}
