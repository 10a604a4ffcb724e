package org.platebook.store.journal;

import org.platebook.model.record.TableRecord;

import java.util.List;

/**
 * Some Records of a batch, in the form in which the journal keeps them.
 *
 * @param records the Records
 * @param deflated their tuples, deflated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(List<TableRecord> records, byte[] deflated) {}
