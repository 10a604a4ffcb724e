package org.platebook.model.time;

import org.platebook.model.failure.Refused;

/**
 * When an instrument's observing day turns over.
 *
 * @param scale the scale whose calendar names the day: UTC at the telescope, TAI where a data
 *     management system counts so
 * @param offsetSeconds seconds after midnight of that calendar at which the day begins, from
 *     -86,400 to 86,400
 */
public record DayTurn(TimeScale scale, int offsetSeconds) {

    /** At 12:00 UTC, unless an instrument says otherwise. */
    public static final DayTurn NOON_UTC = new DayTurn(TimeScale.UTC, 43_200);

    public DayTurn {
        if (Math.abs(offsetSeconds) > Clock.SECONDS_PER_DAY) {
            throw new Refused(
                    TimeCode.DAY_OBS_OFFSET,
                    "a day turns over within 86400 s of midnight, not " + offsetSeconds);
        }
    }

    /** At a number of seconds after midnight UTC. */
    public static DayTurn utc(int offsetSeconds) {
        return new DayTurn(TimeScale.UTC, offsetSeconds);
    }
}
