package org.platebook.http.access;

import org.platebook.model.failure.Refused;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses.
 *
 * @param first any address of it
 * @param bits how many leading bits all its addresses have in common
 */
record AddressRange(InetAddress first, int bits) {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+");

    /**
     * Reads an address or a range (RFC 4632), as in "10.0.0.7", "10.0.0.0/8" or "fd00::/8".
     *
     * @throws Refused config.access.proxy.addresses when it is neither
     */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        if (LITERAL.matcher(address).matches()) {
            try {
                var first = InetAddress.getByName(address);
                int most = first.getAddress().length * Byte.SIZE;
                int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                if (bits >= 0 && bits <= most) {
                    return new AddressRange(first, bits);
                }
            } catch (UnknownHostException | NumberFormatException e) {
                throw refused(text);
            }
        }
        throw refused(text);
    }

    private static Refused refused(String text) {
        return new Refused(
                AccessConfigCode.PROXY_ADDRESSES,
                "an address of access.proxy.addresses is written as 10.0.0.7 or 10.0.0.0/8, not \""
                        + text
                        + '"');
    }

    boolean holds(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            int at = bit / Byte.SIZE;
            if ((mine[at] & mask) != (other[at] & mask)) {
                return false;
            }
        }
        return true;
    }
}
