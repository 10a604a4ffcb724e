package org.platebook.app.config;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of {@code site.yaml} and the folder of a site. */
public enum ConfigCode implements FailureCode {
    UNREADABLE(
            "config.unreadable",
            "the site's file `site.yaml` cannot be read",
            "see that it is there, and that Platebook's user may read it"),
    SYNTAX(
            "config.syntax",
            "the file is not YAML, has a key that is not known, or a value of the wrong kind",
            "correct the key that the message names"),
    SITE("config.site", "`site`, the name of the site, is missing", "give the site a name"),
    HTTP("config.http", "the section `http` is missing", "add it, with `host` and `port`"),
    HTTP_HOST(
            "config.http.host",
            "the address to listen on is missing",
            "`127.0.0.1` keeps the site to this machine"),
    HTTP_PORT("config.http.port", "the port is not from 1 to 65535", "give one that is"),
    HTTP_PUBLIC_URL(
            "config.http.publicUrl",
            "invalid public address of the site",
            "write it as `https://data.example.org` or `https://data.example.org/platebook`, without query and user"),
    DATABASE(
            "config.database",
            "the section `database` is missing, or has both or none of `embedded` and `external`",
            "give exactly one of the two"),
    DATABASE_EMBEDDED_PORT(
            "config.database.embedded.port",
            "the port of the embedded database is not from 1 to 65535",
            "give one that is"),
    DATABASE_EXTERNAL_URL(
            "config.database.external.url",
            "the address of the external database is missing or does not start with `jdbc:postgresql:`",
            "write it as in `jdbc:postgresql://db.example.org/platebook`"),
    DATABASE_EXTERNAL_USER(
            "config.database.external.user",
            "the login at the external database is missing",
            "name it"),
    DATABASE_EXTERNAL_PASSWORD_FILE(
            "config.database.external.passwordFile",
            "the file with the database's password is not named",
            "give its path; its first line is the password"),
    DATABASE_EXTERNAL_SQL_WITHOUT_READER_LOGINS(
            "config.database.external.sqlWithoutReaderLogins",
            "the sentence is not the one that is expected",
            "write it as the message has it, or leave the key out; see [operating](operating.md)"),
    PASSWORD(
            "config.password",
            "the file with the database's password cannot be read",
            "see that it is there, and that Platebook's user may read it"),
    TAP_TIME_LIMIT_SECONDS(
            "config.tap.timeLimitSeconds",
            "the time limit of queries is below 1 s",
            "give 1 or more"),
    TAP_DEFAULT_ROWS(
            "config.tap.defaultRows",
            "the number of rows for those who ask for none is below 1",
            "give 1 or more"),
    TAP_MOST_ROWS(
            "config.tap.mostRows",
            "the greatest number of rows is below `defaultRows`",
            "raise it, or lower `defaultRows`"),
    NUMBER(
            "config.number",
            "a number of `capacity` or `limits` is too small",
            "give the number that the message names, or more"),
    CAPACITY(
            "config.capacity",
            "the database server allows fewer connections than `capacity` asks for",
            "lower the keys that the message names, or raise `max_connections` of the server"),
    UPKEEP_EVERY_MINUTES(
            "config.upkeep.everyMinutes",
            "the time between two passes of upkeep is below 1 minute",
            "give 1 or more, or leave it out"),
    UPKEEP_REQUEST_DAYS(
            "config.upkeep.requestDays",
            "the age of answers to requests is below 1 day",
            "give 1 or more, or leave it out"),
    UPKEEP_AUDIT_DAYS(
            "config.upkeep.auditDays",
            "the age of the audit is below 1 day",
            "give 1 or more; leave it out to keep the audit for ever"),
    UPKEEP_FINISHED_WORK_DAYS(
            "config.upkeep.finishedWorkDays",
            "the age of finished work is below 1 day",
            "give 1 or more, or leave it out"),
    UPKEEP_PARTITIONS_AHEAD_MONTHS(
            "config.upkeep.partitionsAheadMonths",
            "the number of months is not from 0 to 120",
            "give one that is, or leave it out"),
    HOME_UNWRITABLE(
            "home.unwritable",
            "the site's folder cannot be written",
            "fix its permissions, or choose another with `--home`");

    private final Explanation explanation;

    ConfigCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
