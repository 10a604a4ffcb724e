package org.platebook.app.config;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.ConfigKey;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.Refused;
import org.platebook.store.upkeep.UpkeepAges;

import java.time.Duration;

/**
 * How the site's database is kept; every key may be left out.
 *
 * @param everyMinutes minutes between two passes of upkeep, 1 or more; 60 unless it is given
 * @param requestDays days for which answers to requests with an idempotency key are kept, 1 or
 *     more; 30 unless it is given
 * @param auditDays days for which the audit is kept, 1 or more; null for ever
 * @param finishedWorkDays days for which finished work is listed, 1 or more; 90 unless it is given
 * @param partitionsAheadMonths months after the present one for which partitions are made ahead, 0
 *     to 120; 1 unless it is given
 */
public record UpkeepConfig(
        @Nullable Integer everyMinutes,
        @Nullable Integer requestDays,
        @Nullable Integer auditDays,
        @Nullable Integer finishedWorkDays,
        @Nullable Integer partitionsAheadMonths) {

    private static final int EVERY_MINUTES = 60;
    private static final int REQUEST_DAYS = 30;
    private static final int FINISHED_WORK_DAYS = 90;
    private static final int AHEAD_MONTHS = 1;
    private static final int LONGEST = 1_000_000;
    private static final int MOST_MONTHS = 120;

    /** What holds where the site's file says nothing. */
    static final UpkeepConfig USUAL = new UpkeepConfig(null, null, null, null, null);

    public UpkeepConfig {
        within(ConfigCode.UPKEEP_EVERY_MINUTES, everyMinutes, 1, LONGEST);
        within(ConfigCode.UPKEEP_REQUEST_DAYS, requestDays, 1, LONGEST);
        within(ConfigCode.UPKEEP_AUDIT_DAYS, auditDays, 1, LONGEST);
        within(ConfigCode.UPKEEP_FINISHED_WORK_DAYS, finishedWorkDays, 1, LONGEST);
        within(ConfigCode.UPKEEP_PARTITIONS_AHEAD_MONTHS, partitionsAheadMonths, 0, MOST_MONTHS);
    }

    /** The same with what holds for the keys that were left out. */
    UpkeepConfig filled() {
        return new UpkeepConfig(
                or(everyMinutes, EVERY_MINUTES),
                or(requestDays, REQUEST_DAYS),
                auditDays,
                or(finishedWorkDays, FINISHED_WORK_DAYS),
                or(partitionsAheadMonths, AHEAD_MONTHS));
    }

    /** How long things are kept. */
    public UpkeepAges ages() {
        return new UpkeepAges(
                or(requestDays, REQUEST_DAYS),
                auditDays,
                or(finishedWorkDays, FINISHED_WORK_DAYS),
                or(partitionsAheadMonths, AHEAD_MONTHS));
    }

    /** From the end of a pass to the next. */
    public Duration between() {
        return Duration.ofMinutes(or(everyMinutes, EVERY_MINUTES));
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }

    private static void within(FailureCode code, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new Refused(
                    code,
                    "%s must be from %s to %s, not %s"
                            .formatted(ConfigKey.of(code), least, most, value));
        }
    }
}
