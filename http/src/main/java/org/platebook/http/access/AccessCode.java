package org.platebook.http.access;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of callers and their rights. */
public enum AccessCode implements FailureCode {
    ANONYMOUS(
            FailureKind.UNAUTHENTICATED,
            "access.anonymous",
            "the site answers nobody without a token",
            "send one: [access](access.md)"),
    ELSEWHERE(
            FailureKind.UNAUTHENTICATED,
            "access.elsewhere",
            "without a token the site answers its own machine alone, and this request came through a proxy or by another name",
            "ask it as `localhost`, or send a token"),
    ORIGIN(
            FailureKind.FORBIDDEN,
            "access.origin",
            "a page of another site sent the request",
            "ask from the portal, or with a token from a program"),
    HEADER(
            FailureKind.UNAUTHENTICATED,
            "access.header",
            "the header Authorization holds no token",
            "send `Bearer TOKEN`, or Basic with the token as password"),
    TOKEN(
            FailureKind.UNAUTHENTICATED,
            "access.token",
            "the token is not known here, has expired or was revoked",
            "have a new one made: `platebook token create`"),
    BEARER(
            FailureKind.UNAUTHENTICATED,
            "access.bearer",
            "the bearer token is not one of the issuer's, not for this site, or has expired",
            "get a new one from the issuer"),
    ISSUER(
            FailureKind.UNREACHABLE,
            "access.issuer",
            "the issuer of bearer tokens does not tell its keys",
            "try again; ask its people"),
    PROXY(
            FailureKind.UNAUTHENTICATED,
            "access.proxy",
            "the proxy names no user, or two",
            "correct the proxy's configuration"),
    SCOPE_WORD(
            FailureKind.REFUSED,
            "access.scope-word",
            "a scope is none of those there are",
            "use read:public, read:rights, read:staff, write:SOURCE or admin"),
    SCOPE(
            FailureKind.FORBIDDEN,
            "access.scope",
            "the caller lacks the scope that the message names",
            "use a token that has it");

    private final Explanation explanation;

    AccessCode(FailureKind kind, String code, String means, String remedy) {
        this.explanation = new Explanation(kind, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
