package org.platebook.app.cli;

import org.platebook.app.config.SiteHome;

/** How a query is asked of a site on the command line, so that it can be copied from the screen. */
final class Asking {

    /** Set by the script: how the user called it, as in ./platebook. */
    private static final String COMMAND = "platebook.command";

    private Asking() {}

    /** The command before the query; it names the site where the usual one is another. */
    static String command(SiteHome home) {
        var called = quoted(System.getProperty(COMMAND, "platebook")) + " query";
        return home.equals(SiteOptions.usual())
                ? called
                : called + " --home " + quoted(home.folder().toString());
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./~+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
