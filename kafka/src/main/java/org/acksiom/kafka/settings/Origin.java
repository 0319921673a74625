package org.acksiom.kafka.settings;

/** Where the value of a setting comes from; {@code toString} says it in a few words. */
public sealed interface Origin {

  /**
   * A line of a file.
   *
   * @param file the path as the user gave it
   * @param line counted from 1
   * @param column counted from 1
   */
  record InFile(String file, int line, int column) implements Origin {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  /** {@code --set} on the command line. */
  record CommandLine() implements Origin {
    @Override
    public String toString() {
      return "--set";
    }
  }

  /**
   * Kafka's default.
   *
   * @param version whose default it is
   * @param source the KIP or issue that made it the default
   */
  record Default(KafkaVersion version, String source) implements Origin {
    @Override
    public String toString() {
      return "default of Kafka " + version + " (" + source + ")";
    }
  }

  /** What Kafka Connect gives its producers, over Kafka's defaults. */
  record ConnectDefault() implements Origin {
    @Override
    public String toString() {
      return "default of Kafka Connect";
    }
  }

  /**
   * Kafka's consequence of another setting, where it differs from the default.
   *
   * @param cause the other setting and its value
   */
  record Consequence(String cause) implements Origin {
    @Override
    public String toString() {
      return "follows from " + cause;
    }
  }

  /** Nobody said it: this program's assumption. */
  record Assumption() implements Origin {
    @Override
    public String toString() {
      return "assumed";
    }
  }
}
