package org.acksiom.conformance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceReader;
import org.acksiom.specs.Anomaly;

/**
 * A counterexample of TLC as a file: TLC's own words, below the configuration of the model that it
 * is a behaviour of. TLC's output without a configuration is read, too, if a model is given.
 */
public final class TraceFile {
  private TraceFile() {}

  /** The file's text. */
  public static String write(Trace trace, KafkaDeliveryModel model, Anomaly anomaly) {
    return "A shortest behaviour of "
        + KafkaDeliveryModel.MODULE
        + " that shows "
        + anomaly
        + ", under\n"
        + model.config()
        + "Error: Invariant "
        + KafkaDeliveryModel.NOTHING_NEW
        + " is violated.\nError: The behavior up to this point is:\n"
        + trace
        + "\n";
  }

  /** Whether a file looks like TLC's output, in any form. */
  public static boolean looksLike(Path file) throws IOException {
    return Files.size(file) <= TraceReader.LENGTH_MAX && text(file).contains("<Initial predicate>");
  }

  /**
   * The model whose configuration stands in the file.
   *
   * @throws IllegalArgumentException if there is none; the message says what is missing
   */
  public static KafkaDeliveryModel model(Path file) throws IOException {
    return KafkaDeliveryModel.parse(text(file));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": expected UTF-8, found other bytes", e);
    }
  }
}
