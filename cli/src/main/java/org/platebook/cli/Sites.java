package org.platebook.cli;

import java.nio.file.Path;

/** The sites of this machine; the program that puts rooms together provides it. */
@FunctionalInterface
public interface Sites {

    /** The site of a folder, which need not be there yet. */
    SiteFolder in(Path folder);
}
