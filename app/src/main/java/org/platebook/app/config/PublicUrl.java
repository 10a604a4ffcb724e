package org.platebook.app.config;

import org.platebook.model.failure.Refused;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the address under which a site is known to others. */
final class PublicUrl {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");
    private static final int LAST_PORT = 65_535;

    private PublicUrl() {}

    /**
     * The address without a slash at its end.
     *
     * @throws Refused config.http.publicUrl when it is no address that paths can be added to
     */
    static String checked(String text) {
        try {
            var url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (isHttp(url) && isPlain(url)) {
                return url.toString();
            }
        } catch (URISyntaxException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static boolean isHttp(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("https") || scheme.equals("http"))
                && url.getHost() != null
                && url.getPort() != 0
                && url.getPort() <= LAST_PORT;
    }

    private static boolean isPlain(URI url) {
        return url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && PATH.matcher(url.getRawPath()).matches()
                && url.equals(url.normalize());
    }

    private static Refused refused(String text) {
        return new Refused(
                ConfigCode.HTTP_PUBLIC_URL,
                "invalid http.publicUrl '%s': expected an address such as https://data.example.org or https://data.example.org/platebook, without query and user"
                        .formatted(text));
    }
}
