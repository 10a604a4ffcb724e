package org.platebook.store.shape;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Rule;
import org.platebook.model.failure.Rule.Kind;

import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What PostgreSQL asks of texts. */
final class Texts {

    private static final JsonFactory JSON = new JsonFactory();

    private Texts() {}

    static @Nullable Rule brokenRule(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == 0) {
                return new Rule(Kind.TEXT, "must not hold the character U+0000");
            }
            if (Character.isSurrogate(at)) {
                if (!Character.isHighSurrogate(at)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return new Rule(Kind.TEXT, "must be valid Unicode");
                }
                i++;
            }
        }
        return null;
    }

    static @Nullable Rule brokenRuleOfJson(String json) {
        if (json.contains("\\u0000")) {
            return new Rule(Kind.TEXT, "must not hold the character U+0000");
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                return new Rule(Kind.TYPE, "must be JSON: it is empty");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return new Rule(Kind.TYPE, "must be one JSON value");
            }
        } catch (JacksonException e) {
            return new Rule(Kind.TYPE, "must be JSON: " + e.getOriginalMessage());
        }
        return brokenRule(json);
    }
}
