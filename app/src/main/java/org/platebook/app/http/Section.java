package org.platebook.app.http;

import io.helidon.webserver.http.HttpService;

/** A part of the site: all that is answered below one path. */
public interface Section extends HttpService {

    /** Where it is, as in "/api". */
    String path();

    /** Ends what would otherwise go on for ever, such as streams of events; nothing by default. */
    default void beforeStop() {}
}
