package org.platebook.intake.camera;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How a camera reads each property; immutable, so that one camera's rules can start another's. */
public final class Rules {

    private static final Rules NONE = new Rules(Map.of());

    private final Map<Property<?>, PropertyRule<?>> rules;

    private Rules(Map<Property<?>, PropertyRule<?>> rules) {
        this.rules = rules;
    }

    /** Rules that read nothing. */
    public static Rules none() {
        return NONE;
    }

    /** These rules with one more, or one in the place of another. */
    public <T> Rules with(Property<T> property, PropertyRule<? extends T> rule) {
        var copy = new HashMap<>(rules);
        copy.put(property, rule);
        return new Rules(copy);
    }

    /** These rules without some: those properties are always absent. */
    public Rules without(Property<?>... properties) {
        var copy = new HashMap<>(rules);
        copy.keySet().removeAll(Set.of(properties));
        return new Rules(copy);
    }

    /**
     * The rule for a property, which a camera may ask before or after its own.
     *
     * @return a rule that finds nothing where there is none
     */
    public <T> PropertyRule<T> rule(Property<T> property) {
        return reading -> read(property, reading);
    }

    <T> @Nullable T read(Property<T> property, Reading reading) {
        var rule = rules.get(property);
        return rule == null ? null : property.type().cast(rule.read(reading));
    }
}
