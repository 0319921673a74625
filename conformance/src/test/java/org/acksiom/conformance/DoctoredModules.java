package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A copy of the specification with something changed in it. */
final class DoctoredModules {
  private DoctoredModules() {}

  /**
   * A predictor over a copy in which one passage is another.
   *
   * @param folder where the copy is made
   * @param passage stands in {@code KafkaDelivery} exactly once
   */
  static Predictor predictor(Path folder, String passage, String other) throws IOException {
    Predictor predictor = SmallRun.predictor(folder);
    Path module = folder.resolve("KafkaDelivery.tla");
    String text = Files.readString(module);
    assertThat(text.split(Pattern.quote(passage), -1)).hasSize(2);
    Files.writeString(module, text.replace(passage, other));
    return predictor;
  }
}
