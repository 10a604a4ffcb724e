package org.platebook.app;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of databases that Platebook does not run itself. */
public enum ExternalDatabaseCode implements FailureCode {
    DEMO_FRESH(
            "demo.fresh",
            "`--fresh` would discard a database that Platebook does not run itself",
            "empty an external database yourself"),
    BACKUP_EXTERNAL(
            "backup.external",
            "the site's database is an external one",
            "use `pg_basebackup` or `pg_dump`, see [operating.md](operating.md)");

    private final Explanation explanation;

    ExternalDatabaseCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
