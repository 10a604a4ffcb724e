package org.platebook.store.ledger;

import org.platebook.model.record.TableRecord;
import org.platebook.store.journal.Payload;
import org.platebook.store.ledger.WriteReport.Counts;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param counts rows made, changed, and left as they were
 * @param changed the Records that made or changed a row; empty where they are too many to be told
 *     one by one
 * @param payloads what the journal keeps of the Records
 */
record Applied(Counts counts, List<TableRecord> changed, List<Payload> payloads) {}
