package org.acksiom.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acksiom.kafka.settings.Origin;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * What GitHub's runner shows beside the lines of a change: its workflow commands, {@code ::error
 * file=F,line=L,col=C,title=T::message}, one a line on standard output.
 *
 * <p>Nothing is written to {@code GITHUB_STEP_SUMMARY}: a workflow that wants a summary redirects
 * the text format there.
 */
final class GithubAnnotations {
  private static final Pattern PLACE =
      Pattern.compile("(?::(\\d+)(?::(\\d+))?)?: ?(.*)", Pattern.DOTALL);

  private final List<Path> files;
  private final Path workingFolder;
  private final Path workspace;
  private final PrintWriter out;

  /**
   * @param files that the user gave
   * @param workingFolder absolute; where the names of these files begin
   * @param workspace absolute; GitHub wants the names of files relative to it
   */
  GithubAnnotations(List<Path> files, Path workingFolder, Path workspace, PrintWriter out) {
    this.files = files;
    this.workingFolder = workingFolder;
    this.workspace = workspace;
    this.out = out;
  }

  /** Something that was found in a file, if it begins with the file's name, or else anywhere. */
  private record Found(Optional<Path> file, String line, String column, String message) {}

  /** A mistake in the settings. */
  void error(String mistake) {
    write("error", found(mistake), "Kafka settings");
  }

  /** What Kafka would ignore. */
  void warning(String warning) {
    write("warning", found(warning), "Kafka settings");
  }

  /** An annotation for each forbidden anomaly that is not impossible, and a line for a log. */
  void write(Forbidding forbidding) {
    String answer = PlainWords.answer(forbidding.forecast());
    for (Anomaly anomaly : forbidding.possible()) {
      List<Setting> responsible = forbidding.responsible(anomaly);
      String now =
          responsible.stream()
              .map(one -> one.name() + "=" + one.value() + " (" + one.origin() + ")")
              .collect(Collectors.joining(", "));
      write(
          "error",
          place(
              responsible,
              sentence(anomaly, forbidding.forecast())
                  + " "
                  + (now.isEmpty() ? "" : "Now: " + now + "; ")
                  + forbidding.ruledOutBy(anomaly)
                  + "."),
          anomaly + " is forbidden, and possible");
    }
    for (Anomaly anomaly : forbidding.undecided()) {
      List<FaultModel> under = forbidding.undecidedUnder(anomaly);
      write(
          "warning",
          place(
              List.of(),
              "Undecided under "
                  + ids(under)
                  + ", since "
                  + forbidding.forecast().doubt(under.get(0), anomaly)
                  + "."),
          anomaly + " is forbidden, and undecided");
    }
    if (forbidding.anomalies().isEmpty()) {
      write("notice", place(List.of(), answer), "Kafka settings");
    }
    out.printf(
        "%d forbidden: %d possible, %d undecided, %d impossible %s under %s. %s%n",
        forbidding.anomalies().size(),
        forbidding.possible().size(),
        forbidding.undecided().size(),
        forbidding.anomalies().size()
            - forbidding.possible().size()
            - forbidding.undecided().size(),
        PlainWords.bounded(forbidding.forecast()),
        ids(forbidding.forecast().decided()),
        answer);
  }

  private static String ids(List<FaultModel> models) {
    return models.isEmpty()
        ? "no faults that are decided"
        : models.stream().map(FaultModel::id).collect(Collectors.joining(", "));
  }

  private static String sentence(Anomaly anomaly, Forecast forecast) {
    String words = PlainWords.sentence(anomaly);
    return "With these settings it can happen that "
        + words
        + ", "
        + forecast.possibleUnder(anomaly).stream()
            .findFirst()
            .map(weakest -> PlainWords.condition(forecast, weakest))
            .orElse("with more records, retries or faults than were decided")
        + ".";
  }

  /**
   * The first of the settings that stands in a file; if none does, no file: a default stands
   * nowhere.
   */
  private static Found place(List<Setting> settings, String message) {
    for (Setting setting : settings) {
      if (setting.origin() instanceof Origin.InFile in) {
        return new Found(
            Optional.of(Path.of(in.file())),
            Integer.toString(in.line()),
            Integer.toString(in.column()),
            message);
      }
    }
    return new Found(Optional.empty(), "", "", message);
  }

  private Found found(String text) {
    for (Path file : files) {
      if (text.startsWith(file + ":")) {
        Matcher place = PLACE.matcher(text.substring(file.toString().length()));
        if (place.matches()) {
          return new Found(
              Optional.of(file), orEmpty(place.group(1)), orEmpty(place.group(2)), place.group(3));
        }
      }
    }
    return new Found(Optional.empty(), "", "", text);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private void write(String command, Found found, String title) {
    StringBuilder line = new StringBuilder("::").append(command).append(' ');
    found
        .file()
        .ifPresent(file -> line.append("file=").append(property(relative(file))).append(','));
    if (!found.line().isEmpty()) {
      line.append("line=").append(found.line()).append(',');
    }
    if (!found.column().isEmpty()) {
      line.append("col=").append(found.column()).append(',');
    }
    line.append("title=").append(property(title)).append("::").append(data(found.message()));
    out.println(line);
  }

  private String relative(Path file) {
    Path absolute = workingFolder.resolve(file).normalize();
    Path shown = absolute.startsWith(workspace) ? workspace.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }

  /** What GitHub's runner turns back in the text of a command. */
  static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** What it turns back in a command's properties. */
  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
