package org.platebook.store.schema;

import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Schema;
import org.platebook.model.felis.Table;
import org.platebook.model.felis.TableNotes;
import org.platebook.model.felis.Visibility;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who may see what at this site, where that is not what the description of a table says. */
public final class SiteVisibility implements Showing {

    private final Map<String, Visibility> visibility = new TreeMap<>();

    /**
     * @param visibility by schema, or by schema and table as in "cdb_lsstcam.exposure"
     */
    public SiteVisibility(Map<String, Visibility> visibility) {
        visibility.forEach((name, who) -> this.visibility.put(name.toLowerCase(Locale.ROOT), who));
    }

    /**
     * A schema as this site shows it.
     *
     * @throws Refused config.access.visibility when a table of it is named that it does not have
     */
    public Schema of(Schema schema) {
        var name = schema.name().toLowerCase(Locale.ROOT);
        for (var named : visibility.keySet()) {
            if (named.startsWith(name + ".")
                    && schema.table(named.substring(name.length() + 1)).isEmpty()) {
                throw new Refused(
                        SchemaCode.CONFIG_ACCESS_VISIBILITY,
                        "access.visibility names %s, which is no table of %s"
                                .formatted(named, name));
            }
        }
        return shown(schema);
    }

    /**
     * What is stated of a schema and its tables, a line each, as in "cdb_latiss.exposure=public".
     */
    @Override
    public String stated(Schema schema) {
        var name = schema.name().toLowerCase(Locale.ROOT);
        return visibility.entrySet().stream()
                .filter(one -> one.getKey().equals(name) || one.getKey().startsWith(name + "."))
                .map(one -> one.getKey() + "=" + one.getValue().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }

    /** As this site or another program's shows it, which may name tables that are not there. */
    @Override
    public Schema shown(Schema schema, String stated) {
        if (stated.equals(stated(schema))) {
            return of(schema);
        }
        var others = new HashMap<String, Visibility>();
        stated.lines()
                .map(line -> line.split("=", 2))
                .forEach(
                        line ->
                                others.put(
                                        line[0],
                                        Visibility.valueOf(line[1].toUpperCase(Locale.ROOT))));
        return new SiteVisibility(others).shown(schema);
    }

    private Schema shown(Schema schema) {
        var name = schema.name().toLowerCase(Locale.ROOT);
        return new Schema(
                schema.name(),
                schema.id(),
                schema.description(),
                schema.utype(),
                schema.version(),
                schema.instrument(),
                schema.site(),
                schema.tables().stream().map(table -> of(name, table)).toList());
    }

    private Table of(String schema, Table table) {
        var notes = table.notes();
        var ofSchema = visibility.getOrDefault(schema, notes.visibility());
        var who =
                visibility.getOrDefault(
                        schema + "." + table.name().toLowerCase(Locale.ROOT), ofSchema);
        return new Table(
                table.name(),
                table.id(),
                table.description(),
                table.utype(),
                table.tableIndex(),
                table.columns(),
                table.primaryKey(),
                table.constraints(),
                table.indexes(),
                table.groups(),
                new TableNotes(
                        notes.source(),
                        notes.level(),
                        notes.isFirst(),
                        who,
                        notes.partitioning(),
                        notes.view(),
                        notes.rows(),
                        notes.valid()));
    }
}
