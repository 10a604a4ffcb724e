package org.platebook.http.access;

import org.platebook.model.failure.Refused;
import org.platebook.store.database.Role;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a caller may do.
 *
 * @param role in whose name they read; who may do anything reads at least as the public does
 * @param sources the sources whose tables they may write
 * @param isAdmin whether they may do everything
 */
public record Scopes(Role role, Set<String> sources, boolean isAdmin) {

    private static final String ADMIN = "admin";
    private static final String WRITE = "write:";
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    /** What everybody may do that is let in at all. */
    public static final Scopes PUBLIC = new Scopes(Role.PUBLIC, Set.of(), false);

    public Scopes {
        sources = Set.copyOf(sources);
    }

    /**
     * Reads scopes as people write them: read:public, read:rights, read:staff, write:SOURCE, admin.
     *
     * @throws Refused access.scope-word when one is none of these
     */
    public static Scopes of(Collection<String> words) {
        return words.stream().map(Scopes::one).reduce(PUBLIC, Scopes::plus);
    }

    private static Scopes one(String word) {
        return switch (word) {
            case "read:public" -> PUBLIC;
            case "read:rights" -> new Scopes(Role.RIGHTS, Set.of(), false);
            case "read:staff" -> new Scopes(Role.STAFF, Set.of(), false);
            case ADMIN -> new Scopes(Role.STAFF, Set.of(), true);
            default -> write(word);
        };
    }

    private static Scopes write(String word) {
        if (word.startsWith(WRITE)) {
            var source = word.substring(WRITE.length());
            if (SOURCE.matcher(source).matches()) {
                return new Scopes(Role.PUBLIC, Set.of(source), false);
            }
        }
        throw new Refused(
                AccessCode.SCOPE_WORD,
                "a scope is one of read:public, read:rights, read:staff, write:SOURCE and admin,"
                        + " not \""
                        + word
                        + '"');
    }

    /** These and others together. */
    Scopes plus(Scopes other) {
        var both = new TreeSet<>(sources);
        both.addAll(other.sources);
        var wider = role.compareTo(other.role) >= 0 ? role : other.role;
        return new Scopes(wider, both, isAdmin || other.isAdmin);
    }

    /** A caller who may do this. */
    Caller of(String name) {
        return new Caller(name, role, sources, isAdmin);
    }

    /** The fewest words that say the same. */
    public List<String> words() {
        if (isAdmin) {
            return List.of(ADMIN);
        }
        var words = new ArrayList<String>();
        words.add(
                switch (role) {
                    case PUBLIC -> "read:public";
                    case RIGHTS -> "read:rights";
                    case STAFF -> "read:staff";
                });
        sources.stream().sorted().map(WRITE::concat).forEach(words::add);
        return words;
    }
}
