package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

/** A column in the making: what {@link Column} says of each part holds here too. */
public final class ColumnDraft {

    private String name;
    private String id;
    private Datatype datatype;
    private @Nullable Integer length;
    private boolean nullable;
    private @Nullable String value;
    private boolean autoincrement;
    private @Nullable String description;
    private @Nullable String unit;
    private @Nullable String ucd;
    private final @Nullable String utype;
    private final @Nullable String xtype;
    private final @Nullable String votableDatatype;
    private final @Nullable String votableArraysize;
    private @Nullable Integer columnIndex;
    private boolean principal;
    private final boolean std;
    private @Nullable Integer precision;
    private @Nullable String postgresqlDatatype;
    private @Nullable Visibility visibility;
    private final @Nullable ColumnRole role;

    ColumnDraft(String name, Datatype datatype) {
        this.name = name;
        this.id = "#" + name;
        this.datatype = datatype;
        this.nullable = true;
        this.utype = null;
        this.xtype = null;
        this.votableDatatype = null;
        this.votableArraysize = null;
        this.std = false;
        this.role = null;
    }

    ColumnDraft(Column column) {
        this.name = column.name();
        this.id = column.id();
        this.datatype = column.datatype();
        this.length = column.length();
        this.nullable = column.nullable();
        this.value = column.value();
        this.autoincrement = column.autoincrement();
        this.description = column.description();
        this.unit = column.unit();
        this.ucd = column.ucd();
        this.utype = column.utype();
        this.xtype = column.xtype();
        this.votableDatatype = column.votableDatatype();
        this.votableArraysize = column.votableArraysize();
        this.columnIndex = column.columnIndex();
        this.principal = column.principal();
        this.std = column.std();
        this.precision = column.precision();
        this.postgresqlDatatype = column.postgresqlDatatype();
        this.visibility = column.visibility();
        this.role = column.role();
    }

    /** Names it, in its table and as Felis identifies it. */
    public ColumnDraft named(String newName, String newId) {
        this.name = newName;
        this.id = newId;
        return this;
    }

    public ColumnDraft datatype(Datatype newDatatype) {
        this.datatype = newDatatype;
        return this;
    }

    public ColumnDraft length(@Nullable Integer newLength) {
        this.length = newLength;
        return this;
    }

    public ColumnDraft nullable(boolean newNullable) {
        this.nullable = newNullable;
        return this;
    }

    public ColumnDraft value(@Nullable String newValue) {
        this.value = newValue;
        return this;
    }

    public ColumnDraft autoincrement(boolean newAutoincrement) {
        this.autoincrement = newAutoincrement;
        return this;
    }

    public ColumnDraft description(@Nullable String newDescription) {
        this.description = newDescription;
        return this;
    }

    public ColumnDraft unit(@Nullable String newUnit) {
        this.unit = newUnit;
        return this;
    }

    public ColumnDraft ucd(@Nullable String newUcd) {
        this.ucd = newUcd;
        return this;
    }

    public ColumnDraft columnIndex(@Nullable Integer newColumnIndex) {
        this.columnIndex = newColumnIndex;
        return this;
    }

    public ColumnDraft principal(boolean newPrincipal) {
        this.principal = newPrincipal;
        return this;
    }

    public ColumnDraft precision(@Nullable Integer newPrecision) {
        this.precision = newPrecision;
        return this;
    }

    public ColumnDraft postgresqlDatatype(@Nullable String newPostgresqlDatatype) {
        this.postgresqlDatatype = newPostgresqlDatatype;
        return this;
    }

    public ColumnDraft visibility(@Nullable Visibility newVisibility) {
        this.visibility = newVisibility;
        return this;
    }

    public Column column() {
        return new Column(
                name,
                id,
                datatype,
                length,
                nullable,
                value,
                autoincrement,
                description,
                unit,
                ucd,
                utype,
                xtype,
                votableDatatype,
                votableArraysize,
                columnIndex,
                principal,
                std,
                precision,
                postgresqlDatatype,
                visibility,
                role);
    }
}
