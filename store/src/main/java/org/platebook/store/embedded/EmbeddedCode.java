package org.platebook.store.embedded;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

import java.util.Set;

/** The failures of the embedded database. */
public enum EmbeddedCode implements FailureCode {
    PORT(
            Set.of(FailureKind.REFUSED, FailureKind.CLASH),
            "embedded.port",
            "the port is not from 0 to 65535 (Refused), or another program has it (Clash)",
            "configure another port, or stop that program; a port that a new site was given (54320 to 54419) is changed by itself"),
    IN_USE(
            FailureKind.CLASH,
            "embedded.in-use",
            "another Platebook uses the folder",
            "stop that one, or use another `--home`"),
    SIZE(
            FailureKind.REFUSED,
            "embedded.size",
            "connections or memory of the embedded database are not positive",
            "give numbers that are"),
    FOLDER(
            FailureKind.REFUSED,
            "embedded.folder",
            "the folder cannot be used or written",
            "fix its permissions"),
    DATA(
            FailureKind.REFUSED,
            "embedded.data",
            "the place of the database holds other files",
            "move them away"),
    VERSION(
            FailureKind.REFUSED,
            "embedded.version",
            "the folder holds a database of another PostgreSQL",
            "start it with the Platebook that made it, or load the data anew"),
    PASSWORD(
            FailureKind.REFUSED,
            "embedded.password",
            "the file `password` cannot be read, or is empty",
            "put it back"),
    PREPARE(
            FailureKind.REFUSED,
            "embedded.prepare",
            "PostgreSQL cannot make a new database in the folder",
            "the message ends with its own words"),
    SOFTWARE(
            Set.of(FailureKind.REFUSED, FailureKind.UNREACHABLE),
            "embedded.software",
            "PostgreSQL cannot be unpacked (Refused), or does not run on this machine (Unreachable)",
            "make room in the cache folder and fix its permissions; it needs Linux on x86-64"),
    ROOT(
            FailureKind.UNREACHABLE,
            "embedded.root",
            "PostgreSQL does not run as root, and user namespaces are not allowed here",
            "start Platebook as another user"),
    PROGRAM(
            FailureKind.UNREACHABLE,
            "embedded.program",
            "a program of PostgreSQL's cannot be run",
            "the message has its own words"),
    START(
            FailureKind.UNREACHABLE,
            "embedded.start",
            "PostgreSQL does not start",
            "often a setting in `site.conf`; all of it is in `server.log`"),
    DISK_FULL(
            FailureKind.UNREACHABLE,
            "embedded.disk-full",
            "the disk is full",
            "make room and start again; nothing committed is lost"),
    LOGIN(
            FailureKind.UNREACHABLE,
            "embedded.login",
            "the running server does not let Platebook in",
            "put the file `password` back that belongs to this database"),
    GONE(
            FailureKind.UNREACHABLE,
            "embedded.gone",
            "the server does not run any more",
            "start Platebook again; `server.log` says why"),
    STOP(
            FailureKind.UNREACHABLE,
            "embedded.stop",
            "the server does not stop",
            "look for long transactions, then stop it again"),
    INTERRUPTED(
            FailureKind.UNREACHABLE,
            "embedded.interrupted",
            "Platebook was stopped while a program of PostgreSQL's ran",
            "start it again");

    private final Explanation explanation;

    EmbeddedCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    EmbeddedCode(Set<FailureKind> kinds, String code, String means, String remedy) {
        this.explanation = new Explanation(kinds, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
