package org.platebook.model.failure;

import java.util.List;

/**
 * A section of docs/errors.md: the codes of one subject.
 *
 * @param title its heading
 * @param note what stands before its table, in Markdown; empty where nothing does
 * @param codes in the order of the table
 */
public record CodeSection(String title, String note, List<FailureCode> codes) {

    public CodeSection {
        codes = List.copyOf(codes);
    }
}
