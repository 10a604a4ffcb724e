package org.platebook.cli;

import picocli.CommandLine.Command;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the configuration of a site.",
        subcommands = {ConfigShowCommand.class})
final class ConfigCommand {}
