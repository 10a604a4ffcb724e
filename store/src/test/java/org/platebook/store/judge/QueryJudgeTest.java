package org.platebook.store.judge;

import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

/** On a server whose superuser owns the database, as the embedded one. */
class QueryJudgeTest extends QueryJudgeContract {

    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.of(TestPostgres.fresh(), "postgres", null);
    }
}
