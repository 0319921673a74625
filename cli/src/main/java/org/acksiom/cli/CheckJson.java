package org.acksiom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Shrunk;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.Recording;

/** What a check found out, as one JSON document. Values of the history are strings of EDN. */
final class CheckJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CheckJson() {}

  static String of(CheckResult result) throws JsonProcessingException {
    ObjectNode json = undecided(result.recording().file(), result.model());
    switch (result.finding().verdict()) {
      case VALID -> json.put("valid", true);
      case INVALID -> json.put("valid", false);
      case UNKNOWN -> {} // as it stands there
    }
    json.put("operations", result.recording().history().operations().size());
    json.put("parseMillis", millis(result.parseNanos()));
    json.put("elapsedMillis", millis(result.checkNanos()));
    CheckResult.Linearizability found = result.finding();
    json.put("configurations", found.judgement().configurations());
    json.put("reason", found.reason().orElse(null));
    found
        .judgement()
        .counterexample()
        .ifPresent(example -> put(json.putObject("counterexample"), example, result.recording()));
    found.shrunk().ifPresent(some -> put(json.putObject("shrunk"), some, result.recording()));
    return text(json);
  }

  /**
   * A history that is none, as a document with the same keys: nothing is known of it but why.
   *
   * @param file as the user named it
   * @param reason one line
   */
  static String unreadable(String file, String model, String reason)
      throws JsonProcessingException {
    return MAPPER.writeValueAsString(undecided(file, model).put("reason", reason));
  }

  /** All keys, in their order, of a history of which nothing is known yet. */
  static ObjectNode undecided(String file, String model) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("file", file);
    json.put("valid", "unknown");
    json.put("model", model);
    json.put("operations", 0);
    json.put("parseMillis", millis(0));
    json.put("elapsedMillis", millis(0));
    json.put("configurations", 0);
    json.putNull("reason");
    json.putObject("anomalies");
    json.putNull("counterexample");
    json.putNull("shrunk");
    return json;
  }

  /** The document on one line. */
  static String text(ObjectNode json) throws JsonProcessingException {
    return MAPPER.writeValueAsString(json);
  }

  /** To the microsecond. */
  static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 3);
  }

  private static void put(ObjectNode json, Counterexample example, Recording recording) {
    json.put("partition", example.partition().map(Edn::print).orElse(null));
    ArrayNode prefix = json.putArray("prefix");
    example.prefix().forEach(operation -> put(prefix.addObject(), operation, recording));
    put(json.putObject("operation"), example.stuck(), recording);
    ArrayNode states = json.putArray("states");
    example
        .states()
        .forEach(
            possible ->
                states.addObject().put("state", possible.state()).put("reason", possible.reason()));
  }

  private static void put(ObjectNode json, Shrunk shrunk, Recording recording) {
    ArrayNode kept = json.putArray("operations");
    shrunk.operations().forEach(operation -> put(kept.addObject(), operation, recording));
    json.put("minimal", shrunk.minimal());
    put(json.putObject("counterexample"), shrunk.counterexample(), recording);
  }

  private static void put(ObjectNode json, Operation operation, Recording recording) {
    json.put("line", recording.line(operation.invokedAt()));
    json.put("process", operation.process());
    json.put("f", operation.function());
    json.put("value", Edn.print(operation.argument()));
    json.put("type", operation.outcome().word());
    json.put("result", Edn.print(operation.result()));
  }
}
