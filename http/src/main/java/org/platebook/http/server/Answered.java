package org.platebook.http.server;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Caller;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that was answered.
 *
 * @param id its id, which the answer carries too
 * @param client address of whom the connection was with
 * @param caller who asked; null where it was not told
 * @param method as in "GET"
 * @param path path of the address, without its query
 * @param route the pattern that the path matched, as in "/api/instruments/{instrument}/nights";
 *     empty where it matched none
 * @param status of HTTP
 * @param code of the failure; null where there was none
 * @param began when it came
 * @param took how long the answer took, its last byte included
 * @param bytes length of the answer's body
 */
public record Answered(
        String id,
        String client,
        @Nullable Caller caller,
        String method,
        String path,
        String route,
        int status,
        @Nullable String code,
        Instant began,
        Duration took,
        long bytes) {

    /**
     * Told of every request when it was answered, on the thread that answered; it must not throw.
     */
    @FunctionalInterface
    public interface Watcher {
        void watch(Answered answered);
    }
}
