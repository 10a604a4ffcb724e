package org.platebook.model.felis;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * A schema as Felis describes it: its tables, with all that is known of them.
 *
 * @param name as in "cdb_lsstcam"
 * @param id Felis identifier, as in "#cdb_lsstcam"
 * @param description what the schema holds
 * @param utype data model (votable:utype)
 * @param version version; null where the file says none
 * @param instrument instrument whose data it holds (platebook: instrument); null for others
 * @param site where the instrument stands (platebook: site); null where it sees no sky, or is
 *     carried about
 * @param tables its tables, in the order of the file
 */
public record Schema(
        String name,
        String id,
        @Nullable String description,
        @Nullable String utype,
        @Nullable SchemaVersion version,
        @Nullable String instrument,
        @Nullable Site site,
        List<Table> tables) {

    public Schema {
        tables = List.copyOf(tables);
    }

    /** The same schema with these tables. */
    public Schema with(List<Table> others) {
        return new Schema(name, id, description, utype, version, instrument, site, others);
    }

    /** The table of this name; case does not matter. */
    public Optional<Table> table(String wanted) {
        return tables.stream().filter(table -> table.name().equalsIgnoreCase(wanted)).findFirst();
    }

    /** Which tables have rows for the same thing, and which of them is the first. */
    public Levels levels() {
        return Levels.of(this);
    }
}
