package org.platebook.store.backup;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of backups. */
public enum BackupCode implements FailureCode {
    TARGET(
            FailureKind.REFUSED,
            "backup.target",
            "the folder for a backup is not empty, or that of a restored site is there already",
            "name a new one"),
    TABLESPACES(
            FailureKind.REFUSED,
            "backup.tablespaces",
            "rows lie in tablespaces outside of the database's folder",
            "use `pg_basebackup`"),
    FAILED(
            FailureKind.UNREACHABLE,
            "backup.failed",
            "something could not be copied, as when the disk is full; the message names it. What was copied is removed",
            "make room and begin anew"),
    MANIFEST(
            FailureKind.REFUSED,
            "backup.manifest",
            "the folder holds no whole backup: `manifest.json` is missing or cannot be read",
            "take one that was finished"),
    VERSION(
            FailureKind.REFUSED,
            "backup.version",
            "the backup is of another major version of PostgreSQL than this Platebook runs",
            "restore it with the Platebook that took it"),
    DAMAGED(
            FailureKind.REFUSED,
            "backup.damaged",
            "a file is not as it was when the backup was taken; the message names it",
            "use another backup");

    private final Explanation explanation;

    BackupCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
