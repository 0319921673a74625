package org.acksiom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code acksiom}: the root of all commands. */
@Command(
    name = "acksiom",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "What an ack really promises: Kafka's delivery semantics, predicted and observed.",
    description = "",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:what was asked holds",
      "1:a violation, an anomaly or a mismatch was found",
      "2:bad usage or bad input",
      "3:undecided: the budget ran out",
      "4:a part failed"
    },
    footer = {
      "",
      "Examples:",
      "  acksiom COMMAND --help",
      "  acksiom completion > ~/.acksiom-completion && . ~/.acksiom-completion",
      "",
      "Environment:",
      "  JAVA_HOME          the JDK, 17 or newer; without it, the java on the PATH",
      "  ACKSIOM_JAVA_OPTS  more options for the JVM, such as -Xmx4g",
      "  MAVEN_ARGS         more arguments for mvn, such as -Dmaven.repo.local=DIR",
      "  ACKSIOM_CACHE      where TLC's answers are kept; without it, $XDG_CACHE_HOME/acksiom or",
      "                     ~/.cache/acksiom",
      "  NO_COLOR           if set, no colours"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /**
   * Every command, in the order of the help.
   *
   * @param cache where TLC's answers are kept
   */
  static List<Object> commands(Path cache) {
    return List.of(
        new VerifyCommand(cache),
        new PredictCommand(cache, workspace()),
        new ModelCheckCommand(),
        new SpecsCommand(),
        new LockstepCommand(),
        new MutantsCommand(),
        new FuzzCommand(),
        new TraceCommand(),
        new ReplayCommand(),
        new CheckCommand(),
        new TortureCommand(),
        new CampaignCommand(cache),
        new ClaimsCommand(cache),
        new TraceabilityCommand(),
        new CompletionCommand());
  }

  /**
   * Runs one command and exits with its {@link ExitCode}.
   *
   * @param args the command and its arguments; {@code --help} tells them
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // the same bytes wherever it runs
    Terminal terminal = terminal();
    Screen screen = new Screen(System.out, System.err, terminal.output() && terminal.error());
    Path logs = Path.of(System.getProperty("java.io.tmpdir"));
    Path cache = CacheFolder.of(System.getenv(), Path.of(System.getProperty("user.home")));
    System.exit(run(commandLine(commands(cache)), screen.out(), screen.err(), logs, args));
  }

  /** Where this process's output goes. */
  static Terminal terminal() {
    return Terminal.own(System.getenv());
  }

  /**
   * The root command with these subcommands.
   *
   * @param commands picocli commands, in the order of the help
   */
  static CommandLine commandLine(List<?> commands) {
    CommandLine root = new CommandLine(new Main());
    commands.forEach(root::addSubcommand);
    return root;
  }

  /**
   * Runs one command; whatever goes wrong is one line on {@code err}, never a stack trace.
   *
   * @param logs the folder where the stack trace of an unexpected exception is kept
   * @return the value of an {@link ExitCode}
   */
  static int run(CommandLine root, PrintWriter out, PrintWriter err, Path logs, String... args) {
    Complaints complaints = new Complaints(err, logs);
    root.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(complaints)
        .setExecutionExceptionHandler(complaints);
    try {
      return root.execute(args);
    } catch (Error error) { // picocli lets errors through: exhausted memory, a failed assertion
      return complaints.about(error, root);
    } finally {
      out.flush();
      err.flush();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected a command (" + names() + "), found none");
  }

  private String names() {
    return String.join(", ", spec.subcommands().keySet());
  }

  /** The version that the build wrote into the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "acksiom " + (version == null ? "(not packaged)" : version),
        "Java " + Runtime.version() + " on " + System.getProperty("os.name")
      };
    }
  }

  /** The repository that a workflow of GitHub has checked out, if this is one. */
  private static Optional<Path> workspace() {
    return Optional.ofNullable(System.getenv("GITHUB_WORKSPACE"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).toAbsolutePath().normalize());
  }
}
