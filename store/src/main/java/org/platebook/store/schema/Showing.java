package org.platebook.store.schema;

import org.platebook.model.felis.Schema;

/** Who may see schemas at a site, where that is not what their descriptions say. */
public interface Showing {

    /** Shows schemas as they are described. */
    Showing AS_DESCRIBED =
            new Showing() {
                @Override
                public String stated(Schema schema) {
                    return "";
                }

                @Override
                public Schema shown(Schema schema, String stated) {
                    return schema;
                }
            };

    /** What the site states about a schema, always in the same words; empty for nothing. */
    String stated(Schema schema);

    /** A schema as a statement has it, of this site or of another program. */
    Schema shown(Schema schema, String stated);
}
