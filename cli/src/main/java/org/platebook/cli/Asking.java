package org.platebook.cli;

/** How a query is asked of a site on the command line, so that it can be copied from the screen. */
final class Asking {

    /** Set by the script: how the user called it, as in ./platebook. */
    private static final String COMMAND = "platebook.command";

    private Asking() {}

    /** The command before the query; it names the site where the usual one is another. */
    static String command(SiteFolder folder) {
        var called = quoted(System.getProperty(COMMAND, "platebook")) + " query";
        return folder.path().equals(SiteOptions.usual())
                ? called
                : called + " --home " + quoted(folder.path().toString());
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./~+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
