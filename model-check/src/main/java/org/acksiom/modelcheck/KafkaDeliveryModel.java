package org.acksiom.modelcheck;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * The model of {@code KafkaDelivery} for some settings, faults and bounds, in which TLC decides
 * every anomaly at once (see {@code MCKafkaDelivery}).
 *
 * @param settings what the producer, the topic and the brokers are set to
 * @param faults what may fail
 * @param bounds how many of everything
 */
public record KafkaDeliveryModel(DeliverySettings settings, FaultModel faults, Bounds bounds) {
  /** The root module. */
  public static final String MODULE = "MCKafkaDelivery";

  /** The root module of traces, see {@link #traceConfig}. */
  public static final String TRACE_MODULE = "MCKafkaDeliveryTrace";

  /** The invariant that fails wherever a new anomaly is shown. */
  public static final String NOTHING_NEW = "NothingNew";

  private static final String HEAD =
      "\\* With TLC alone: java -cp tla2tools.jar tlc2.TLC -continue -workers 1 -config THIS.cfg "
          + MODULE
          + "\n";

  private static final Pattern CONSTANT = Pattern.compile("(?m)^\\s*(\\w+) = (.+?)\\s*$");

  /** TLC's configuration file, with which it decides every anomaly. */
  public String config() {
    return config("EndingOK", NOTHING_NEW);
  }

  /** The same with other invariants. */
  public String config(String... invariants) {
    return new StringBuilder(HEAD)
        .append(assigned(constants()))
        .append("SPECIFICATION Spec\n")
        .append("INVARIANTS\n  ")
        .append(String.join("\n  ", invariants))
        .append('\n')
        .append("CHECK_DEADLOCK FALSE\n")
        .toString();
  }

  /**
   * TLC's configuration file, with which it follows a batch of traces in {@link #TRACE_MODULE}.
   *
   * @param batch the name of the batch's file, in the folder in which TLC runs
   */
  public String traceConfig(String batch) {
    Map<String, String> constants = constants();
    constants.put("File", TlaText.quote(batch));
    return assigned(constants)
        + """
        SPECIFICATION TraceSpec
        INVARIANT Noted
        \\* Hides nothing: a position in a trace has one state.
        VIEW Reached
        CHECK_DEADLOCK FALSE
        """;
  }

  private static String assigned(Map<String, String> constants) {
    StringBuilder assigned = new StringBuilder("CONSTANTS\n");
    constants.forEach(
        (name, value) ->
            assigned.append("  ").append(name).append(" = ").append(value).append('\n'));
    return assigned.toString();
  }

  private Map<String, String> constants() {
    Map<String, String> constants = new LinkedHashMap<>();
    constants.put("Replicas", Integer.toString(bounds.replicas()));
    constants.put("Records", Integer.toString(bounds.records()));
    constants.put("Acks", '"' + settings.acks().value() + '"');
    constants.put("Retries", tla(settings.retries()));
    constants.put("Idempotence", tla(settings.idempotence()));
    constants.put("MaxInFlight", Integer.toString(settings.maxInFlight()));
    constants.put("MinInsyncReplicas", Integer.toString(settings.minInsyncReplicas()));
    constants.put("UncleanLeaderElection", tla(settings.uncleanLeaderElection()));
    constants.put("Faults", kinds(faults));
    constants.put("MaxAttempts", Integer.toString(settings.retries() ? bounds.retries() + 1 : 1));
    constants.put("MaxFaults", Integer.toString(faults == FaultModel.NONE ? 0 : bounds.faults()));
    constants.put("Consumers", Integer.toString(bounds.consumers()));
    return constants;
  }

  /** The kinds of fault that happen under a fault model, as a set of TLA+. */
  private static String kinds(FaultModel faults) {
    return Stream.of(FaultModel.values())
        .filter(kind -> kind != FaultModel.NONE && faults.includes(kind))
        .map(kind -> '"' + kind.id() + '"')
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String tla(boolean value) {
    return value ? "TRUE" : "FALSE";
  }

  /**
   * The model whose configuration this is; the inverse of {@link #config}.
   *
   * @throws IllegalArgumentException if a constant is missing or has a value that makes no model;
   *     the message names it
   */
  public static KafkaDeliveryModel parse(String config) {
    Map<String, String> constants = new LinkedHashMap<>();
    for (Matcher matcher = CONSTANT.matcher(config); matcher.find(); ) {
      constants.put(matcher.group(1), matcher.group(2));
    }
    DeliverySettings settings =
        new DeliverySettings(
            Acks.of(constant(constants, "Acks").replace("\"", "")),
            truth(constants, "Retries"),
            truth(constants, "Idempotence"),
            number(constants, "MaxInFlight"),
            number(constants, "MinInsyncReplicas"),
            truth(constants, "UncleanLeaderElection"));
    Bounds bounds =
        new Bounds(
            number(constants, "Replicas"),
            number(constants, "Records"),
            number(constants, "MaxAttempts") - 1,
            number(constants, "MaxFaults"),
            number(constants, "Consumers"));
    return new KafkaDeliveryModel(settings, faults(constant(constants, "Faults")), bounds);
  }

  private static String constant(Map<String, String> constants, String name) {
    String value = constants.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "expected the constant " + name + ", found only " + constants.keySet());
    }
    return value;
  }

  private static boolean truth(Map<String, String> constants, String name) {
    String value = constant(constants, name);
    if (!value.equals(tla(true)) && !value.equals(tla(false))) {
      throw new IllegalArgumentException(name + ": expected TRUE or FALSE, found " + value);
    }
    return value.equals(tla(true));
  }

  private static FaultModel faults(String kinds) {
    for (FaultModel faults : FaultModel.values()) {
      if (kinds(faults).equals(kinds)) {
        return faults;
      }
    }
    throw new IllegalArgumentException(
        "Faults: expected the kinds of a fault model, such as "
            + kinds(FaultModel.CRASH)
            + ", found "
            + kinds);
  }

  private static int number(Map<String, String> constants, String name) {
    String value = constant(constants, name);
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(name + ": expected a number, found " + value);
    }
    return Integer.parseInt(value);
  }
}
