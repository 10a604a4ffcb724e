package org.platebook.store.ledger;

import org.platebook.model.record.TableRecord;
import org.platebook.model.record.Value;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was known of a new table at a moment of the past, because it was known in another form.
 *
 * @param moment when it became known
 * @param source the source that said so
 * @param records what was said of rows
 * @param withdrawn keys of rows that were taken away
 */
public record PastWrite(
        Instant moment,
        String source,
        List<TableRecord> records,
        List<Map<String, Value>> withdrawn) {

    public PastWrite {
        records = List.copyOf(records);
        withdrawn = List.copyOf(withdrawn);
    }
}
