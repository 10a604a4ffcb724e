package org.platebook.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows every key of the configuration with its value, its default, and the source of the value.",
            "The source is site.yaml, the environment, or the default and what it follows from. Passwords are not shown."
        })
final class ConfigShowCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REQUIRED = "(required)";
    private static final int LONGEST_DEFAULT = 24;

    @Mixin private SiteOptions site = new SiteOptions();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var settings = new ArrayList<Setting>();
        settings.add(site.setting());
        settings.addAll(site.existing().settings(this::warn));
        var out = Serving.out(spec);
        if (json) {
            settings.forEach(each -> out.println(json(each)));
        } else {
            table(out, settings);
        }
        out.flush();
        return ExitStatus.OK;
    }

    private void warn(String message) {
        if (spec != null) {
            spec.commandLine().getErr().println("platebook: " + message);
        }
    }

    private static void table(PrintWriter out, List<Setting> settings) {
        int keys = width(settings.stream().map(Setting::key).toList());
        int values = width(settings.stream().map(each -> each.value().toString()).toList());
        for (var each : settings) {
            out.println(
                    (padded(each.key(), keys)
                                    + padded(each.value().toString(), values)
                                    + padded("default " + usual(each), LONGEST_DEFAULT)
                                    + each.source())
                            .stripTrailing());
        }
    }

    private static String usual(Setting setting) {
        var usual = setting.usual();
        return usual == null ? REQUIRED : usual.toString();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }

    private static String json(Setting setting) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("key", setting.key());
        members.put("value", setting.value());
        members.put("default", setting.usual());
        members.put("source", setting.source());
        return JSON.writeValueAsString(members);
    }
}
