package org.platebook.cli;

import org.platebook.model.failure.CodeSection;
import org.platebook.model.failure.Failure;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

import java.util.List;

/** The command {@code platebook}; each of its subcommands is a class beside this one. */
@Command(
        name = "platebook",
        mixinStandardHelpOptions = true,
        versionProvider = PlatebookCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "The consolidated database of image metadata of an observatory.",
        footer = {
            "",
            "Also: 'platebook test' runs all tests; 'platebook errors CODE' explains the code at the end of a message.",
            "Exit status: 0 done, 1 a fault of Platebook's, 2 refused, 3 not there, 4 a clash, 5 unreachable, 6 uncertain, 7 not allowed."
        },
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            IngestCommand.class,
            LoadCommand.class,
            HeadersCommand.class,
            QueryCommand.class,
            CorrectionsCommand.class,
            CalibrationsCommand.class,
            FlexCommand.class,
            FlagsCommand.class,
            SchemaCommand.class,
            MomentCommand.class,
            DiffCommand.class,
            SimulateCommand.class,
            TokenCommand.class,
            AuditCommand.class,
            QuarantineCommand.class,
            ReplayCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CheckCommand.class,
            ConfigCommand.class,
            UpkeepCommand.class,
            ErrorsCommand.class,
            RehearseCommand.class,
            HelpCommand.class
        })
public final class PlatebookCommand {

    private final Sites sites;
    private final List<CodeSection> failures;

    private PlatebookCommand(Sites sites, List<CodeSection> failures) {
        this.sites = sites;
        this.failures = List.copyOf(failures);
    }

    /** The sites of this machine. */
    Sites sites() {
        return sites;
    }

    /** The codes of all failures. */
    List<CodeSection> failures() {
        return failures;
    }

    /**
     * The command line; {@code execute} runs one command and returns the exit status.
     *
     * @param sites on which commands work
     * @param failures the codes of all failures, to be explained
     */
    public static CommandLine line(Sites sites, List<CodeSection> failures) {
        var line = new CommandLine(new PlatebookCommand(sites, failures));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setExecutionExceptionHandler(
                (fault, command, _) -> {
                    var err = command.getErr();
                    if (fault instanceof Failure failure) {
                        err.println("platebook: " + failure.text() + " [" + failure.code() + "]");
                        return ExitStatus.of(failure);
                    }
                    LoggerFactory.getLogger(PlatebookCommand.class)
                            .error("a fault of our own", fault);
                    err.println("platebook: a fault of Platebook's own: " + fault);
                    return ExitStatus.FAULT;
                });
        line.setParameterExceptionHandler(PlatebookCommand::misspelt);
        return line;
    }

    private static int misspelt(ParameterException wrong, String[] args) {
        var command = wrong.getCommandLine();
        if (args.length == 0) {
            command.usage(command.getErr());
            return ExitStatus.REFUSED;
        }
        command.getErr().println("platebook: " + wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.getErr()
                    .println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitStatus.REFUSED;
    }

    /** The version that the build wrote down. */
    static String version() {
        var version = PlatebookCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    /** Tells the version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"platebook " + version()};
        }
    }
}
