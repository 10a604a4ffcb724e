package org.platebook.app.config;

import org.jspecify.annotations.Nullable;
import org.platebook.cli.Setting;
import org.platebook.http.access.AccessConfig;
import org.platebook.model.failure.Refused;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of a site's configuration with its value, its default and where the value is from. */
public final class Settings {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private static final String FILE = "site.yaml";
    private static final String HIDDEN = "***";

    private Settings() {}

    /** The configuration as it holds, in the order of site.yaml. */
    private record Whole(
            String site,
            SiteConfig.Http http,
            SiteConfig.Database database,
            SiteConfig.Tap tap,
            List<String> instruments,
            AccessConfig access,
            Capacity capacity,
            Limits limits,
            UpkeepConfig upkeep) {}

    /** What holds where site.yaml has no key at all. */
    private record Usual(
            SiteConfig.Tap tap,
            List<String> instruments,
            AccessConfig access,
            Capacity capacity,
            Limits limits,
            UpkeepConfig upkeep) {}

    /**
     * The keys of a site.
     *
     * @param file its site.yaml, from which the configuration was read
     * @throws Refused when the file cannot be read any more
     */
    public static List<Setting> of(SiteConfig config, Path file, Machine machine) {
        var given = flat(tree(file));
        var usual = flat(JSON.valueToTree(usual(config, machine)));
        var reasons = new HashMap<>(Capacity.reasons(machine));
        reasons.putAll(Limits.reasons(machine));
        var settings = new ArrayList<Setting>();
        flat(JSON.valueToTree(whole(config, machine)))
                .forEach(
                        (key, value) ->
                                settings.add(
                                        new Setting(
                                                key,
                                                value,
                                                usual.get(key),
                                                given.containsKey(key)
                                                        ? FILE
                                                        : byDefault(reasons.get(key)))));
        return settings;
    }

    private static String byDefault(@Nullable String reason) {
        return reason == null ? "default" : "default: " + reason;
    }

    private static Whole whole(SiteConfig config, Machine machine) {
        return new Whole(
                config.site(),
                config.http(),
                config.database(),
                config.tap(),
                config.instruments(),
                config.access(),
                Capacity.unchecked(config.capacity(), machine),
                config.limitsOn(machine),
                config.upkeep().filled());
    }

    private static Usual usual(SiteConfig config, Machine machine) {
        return new Usual(
                SiteConfig.Tap.USUAL,
                List.of(),
                AccessConfig.ofThisMachine(),
                Capacity.unchecked(CapacityConfig.NONE, machine),
                Limits.of(LimitsConfig.NONE, config.tap(), machine),
                UpkeepConfig.USUAL.filled());
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JacksonException | IOException e) {
            throw new Refused(
                    ConfigCode.UNREADABLE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Keys with dots, as in "http.port"; a list is one value, and what is null is left out. */
    private static Map<String, Object> flat(JsonNode tree) {
        var found = new LinkedHashMap<String, Object>();
        add("", tree, found);
        return found;
    }

    private static void add(String key, JsonNode node, Map<String, Object> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            each ->
                                    add(
                                            key.isEmpty()
                                                    ? each.getKey()
                                                    : key + "." + each.getKey(),
                                            each.getValue(),
                                            found));
        } else if (node.isIntegralNumber()) {
            found.put(key, node.longValue());
        } else if (node.isBoolean()) {
            found.put(key, node.booleanValue());
        } else if (!node.isNull()) {
            found.put(key, withoutSecrets(node.isString() ? node.stringValue() : node.toString()));
        }
    }

    /** An address may hold a password: jdbc:postgresql://user:password@host/x?password=word. */
    private static String withoutSecrets(String text) {
        return text.replaceAll(
                        "(?i)([?&][^=&]*(?:password|secret|token)[^=&]*=)[^&]*", "$1" + HIDDEN)
                .replaceAll("(://[^/@:]*:)[^/@]*@", "$1" + HIDDEN + "@");
    }
}
