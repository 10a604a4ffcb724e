package org.platebook.intake.flag;

import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.TableName;

/** What marks are about. */
public enum Subject {
    EXPOSURE("exposure", "exposure_flag", "exposure_id"),
    VISIT("visit1", "visit1_flag", "visit_id");

    private final String table;
    private final String flags;
    private final String key;

    Subject(String table, String flags, String key) {
        this.table = table;
        this.flags = flags;
        this.key = key;
    }

    String key() {
        return key;
    }

    String described(Schema schema) {
        return schema.name() + "." + table;
    }

    TableName flags(Schema schema) {
        if (schema.table(flags).isEmpty()) {
            throw new Refused(
                    "flag.schema", "schema %s has no table %s".formatted(schema.name(), flags));
        }
        return new TableName(schema.name(), flags);
    }
}
