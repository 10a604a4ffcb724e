package org.platebook.intake.flag;

import org.platebook.model.time.Tai;

/**
 * An exposure or visit that bears a mark.
 *
 * @param id its number
 * @param mark what was said
 * @param author who said it
 * @param saidAt when
 * @param isStored whether the exposure or visit itself is here already
 */
public record Marked(long id, Mark mark, String author, Tai saidAt, boolean isStored) {}
