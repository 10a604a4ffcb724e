package org.platebook.cli;

import org.jspecify.annotations.Nullable;
import org.platebook.http.access.Scopes;
import org.platebook.http.access.Token;
import org.platebook.model.failure.Refused;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes, lists and revokes the tokens by which programs and people are let in.")
final class TokenCommand implements Runnable {

    private static final int LONGEST_DAYS = 1100;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "say what to do: token create, token list or token revoke");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Makes a token and shows its secret, this once.")
    int create(
            @Mixin SiteOptions site,
            @Parameters(
                            paramLabel = "NAME",
                            description = "What its caller is called, as in rapid-analysis.")
                    String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            description =
                                    "read:public, read:rights, read:staff, write:SOURCE or admin; repeat it for more.")
                    List<String> scopes,
            @Option(
                            names = "--days",
                            paramLabel = "DAYS",
                            defaultValue = "90",
                            description =
                                    "How long it is valid, 1 to 1100 days. Default: ${DEFAULT-VALUE}.")
                    int days,
            @Option(
                            names = "--unowned",
                            description =
                                    "Takes write:SOURCE also for a source that fills no table yet.")
                    boolean unowned) {
        if (days < 1 || days > LONGEST_DAYS) {
            throw new Refused(
                    CommandCode.TOKEN_EXPIRES, "a token is valid for 1 to 1100 days, not " + days);
        }
        var wanted = Scopes.of(scopes);
        onSite(
                site,
                open -> {
                    if (!unowned) {
                        open.sources().require(wanted);
                    }
                    var end = Instant.now().plus(days, ChronoUnit.DAYS);
                    var made =
                            open.tokens().create(name, wanted, end.truncatedTo(ChronoUnit.SECONDS));
                    var out = Serving.out(spec);
                    out.println(made.secret());
                    out.flush();
                    var err = Objects.requireNonNull(spec).commandLine().getErr();
                    err.printf(
                            "This is the secret of %s, valid until %s for %s; it is shown this once.%n",
                            name,
                            made.token().expires(),
                            String.join(", ", made.token().scopes().words()));
                    err.flush();
                });
        return ExitStatus.OK;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all tokens, also those that are not valid any more.")
    int list(@Mixin SiteOptions site) {
        onSite(
                site,
                open -> {
                    var out = Serving.out(spec);
                    out.printf(
                            "%-24s %-8s %-20s %-20s %s%n",
                            "name", "state", "expires", "last used", "scopes");
                    var now = Instant.now();
                    for (var token : open.tokens().all()) {
                        var used = token.lastUsed();
                        out.printf(
                                "%-24s %-8s %-20s %-20s %s%n",
                                token.name(),
                                state(token, now),
                                token.expires().truncatedTo(ChronoUnit.SECONDS),
                                used == null ? "never" : used,
                                String.join(", ", token.scopes().words()));
                    }
                    out.flush();
                });
        return ExitStatus.OK;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Makes a token invalid; a running site knows it within five seconds.")
    int revoke(
            @Mixin SiteOptions site,
            @Parameters(paramLabel = "NAME", description = "The token's name.") String name) {
        onSite(site, open -> open.tokens().revoke(name));
        return ExitStatus.OK;
    }

    private static String state(Token token, Instant now) {
        if (token.revoked() != null) {
            return "revoked";
        }
        return token.expires().isAfter(now) ? "valid" : "expired";
    }

    private static void onSite(SiteOptions site, Consumer<OpenSite> work) {
        try (var open = site.existing().open()) {
            work.accept(open);
        }
    }
}
