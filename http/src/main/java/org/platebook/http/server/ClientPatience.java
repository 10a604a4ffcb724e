package org.platebook.http.server;

import org.platebook.model.failure.Refused;

import java.time.Duration;

/**
 * How long a connection waits for its client. No wait counts in which the client waits for us.
 *
 * @param idle until a request begins
 * @param head until the lines before the body are there, from their first byte on
 * @param body until the next KiB of a body is there, or its end
 * @param answer until the client takes the next piece of its answer
 */
public record ClientPatience(Duration idle, Duration head, Duration body, Duration answer) {

    /** What suits clients on slow lines. */
    public static final ClientPatience USUAL =
            new ClientPatience(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(2));

    public ClientPatience {
        if (!idle.isPositive()
                || !head.isPositive()
                || !body.isPositive()
                || !answer.isPositive()) {
            throw new Refused(ListenCode.PATIENCE, "a patience must be positive");
        }
    }
}
