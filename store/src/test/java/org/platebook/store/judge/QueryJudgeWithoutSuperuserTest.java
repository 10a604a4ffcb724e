package org.platebook.store.judge;

import org.platebook.store.database.DatabaseSettings;
import org.platebook.testkit.TestPostgres;

/**
 * On a managed server, whose owner of the database is no superuser and could take no function from
 * anybody.
 */
class QueryJudgeWithoutSuperuserTest extends QueryJudgeContract {

    @Override
    DatabaseSettings settings() {
        return DatabaseSettings.of(TestPostgres.ownedBy("plain_owner"), "plain_owner", null);
    }
}
