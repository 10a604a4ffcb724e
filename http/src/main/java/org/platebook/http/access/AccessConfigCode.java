package org.platebook.http.access;

import org.platebook.model.failure.Explanation;
import org.platebook.model.failure.FailureCode;
import org.platebook.model.failure.FailureKind;

/** The failures of the section {@code access} of {@code site.yaml}. */
public enum AccessConfigCode implements FailureCode {
    ACCESS(
            "config.access",
            "the section `access` is missing, and others than this machine can reach the site",
            "say who may read: [access](access.md)"),
    ANONYMOUS(
            "config.access.anonymous",
            "it is not said what those may do who show nothing, or they would be staff where others can reach the site",
            "give `none` or `public`, or listen on `127.0.0.1`"),
    METRICS(
            "config.access.metrics",
            "it is not said who may read the measurements",
            "give `local` or `anyone`"),
    OIDC_ISSUER(
            "config.access.oidc.issuer",
            "the address of the issuer of bearer tokens is missing or not `https`",
            "write it as its tokens have it in `iss`"),
    OIDC_AUDIENCE(
            "config.access.oidc.audience",
            "it is not said for whom bearer tokens must be",
            "give what the issuer writes into `aud`"),
    OIDC_CLAIM(
            "config.access.oidc.claim",
            "it is not said which claim tells what a caller belongs to",
            "name it, as `groups`"),
    OIDC_SCOPES(
            "config.access.oidc.scopes",
            "it is not said what each value of that claim lets its callers do",
            "write them as in `{g_staff: [read:staff]}`"),
    PROXY_ADDRESSES(
            "config.access.proxy.addresses",
            "the addresses of the proxy are missing, or one is none",
            "write them as numbers, `10.0.0.7` or `10.0.0.0/8`"),
    PROXY_SCOPES(
            "config.access.proxy.scopes",
            "it is not said what the proxy's scopes let callers do",
            "write them as in `{\"read:image\": [read:rights]}`, or `{}`"),
    PROXY_EVERYBODY(
            "config.access.proxy.everybody",
            "it is not said what all may do that the proxy lets through",
            "write a list of scopes");

    private final Explanation explanation;

    AccessConfigCode(String code, String means, String remedy) {
        this.explanation = new Explanation(FailureKind.REFUSED, code, means, remedy);
    }

    @Override
    public Explanation explanation() {
        return explanation;
    }
}
