package org.platebook.cli;

import java.net.URI;

/** A site that answers over HTTP until it is closed. */
public interface ServedSite extends AutoCloseable {

    /** What commands do with it. */
    OpenSite site();

    /** Where others find the portal; REST and TAP are below it. */
    URI publicAddress();

    /** Where the site listens. */
    URI address();

    /** Who is let in, in plain sentences. */
    String welcome();

    @Override
    void close();
}
