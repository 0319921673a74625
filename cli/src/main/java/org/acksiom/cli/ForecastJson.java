package org.acksiom.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.replay.Story;
import org.acksiom.kafka.settings.ResolvedSettings;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.kafka.settings.SettingCost;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * A forecast as one JSON document: {@code {"answer", "forbidden": [{"anomaly", "verdict", "faults",
 * "under", "beyondBounds", "responsible": [SETTING], "ruledOutBy"}], "kafkaVersion", "settings":
 * [{"name", "value", "origin"}], "replicationFactor", "warnings", "notes", "bounds", "predictions":
 * [{"faults", "anomaly", "verdict", "distinctStates", "depth", "beyondBounds", "story", "reason",
 * "remedy": {"search", "changes": [CHANGE]}}], "mostAtOnce": [{"faults", "change": CHANGE}]}} where
 * CHANGE is {@code {"set", "rulesOut", "makesPossible", "costs"}} and SETTING {@code {"name",
 * "value", "origin"}}; what a verdict does not have, or was not searched, is null. A verdict holds
 * within the bounds and under the decided models, which are {@code under}; {@code beyondBounds} is
 * the name of a story that has the anomaly with more records, retries or faults.
 */
final class ForecastJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ForecastJson() {}

  /** The document, with its members always in the same order. */
  static ObjectNode of(Forbidding forbidding) {
    Forecast forecast = forbidding.forecast();
    ResolvedSettings settings = forecast.settings();
    ObjectNode document = JSON.objectNode();
    document.put("answer", PlainWords.answer(forecast));
    ArrayNode forbidden = document.putArray("forbidden");
    PlainWords.BY_GRAVITY.stream()
        .filter(forbidding.anomalies()::contains)
        .forEach(anomaly -> forbidden.add(forbidden(forbidding, anomaly)));
    document.put("kafkaVersion", settings.version().toString());
    ArrayNode named = document.putArray("settings");
    settings.settings().forEach(setting -> named.add(setting(setting)));
    document.put("replicationFactor", settings.replicationFactor());
    document.set("warnings", strings(settings.warnings()));
    document.set("notes", strings(settings.notes()));
    Bounds bounds = forecast.bounds();
    document
        .putObject("bounds")
        .put(Bounds.REPLICAS, bounds.replicas())
        .put(Bounds.RECORDS, bounds.records())
        .put(Bounds.RETRIES, bounds.retries())
        .put(Bounds.FAULTS, bounds.faults());
    ArrayNode predictions = document.putArray("predictions");
    for (FaultModel faults : forecast.faults()) {
      for (Anomaly anomaly : Anomaly.values()) {
        predictions.add(cell(forecast, faults, anomaly));
      }
    }
    ArrayNode mostAtOnce = document.putArray("mostAtOnce");
    forecast
        .mostAtOnce()
        .forEach(
            (faults, change) ->
                mostAtOnce
                    .addObject()
                    .put("faults", faults.id())
                    .set("change", change(change, settings.replicationFactor())));
    return document;
  }

  private static ObjectNode forbidden(Forbidding forbidding, Anomaly anomaly) {
    List<FaultModel> possible = forbidding.forecast().possibleUnder(anomaly);
    List<FaultModel> undecided = forbidding.undecidedUnder(anomaly);
    Verdict verdict =
        !possible.isEmpty()
            ? Verdict.POSSIBLE
            : undecided.isEmpty() ? Verdict.IMPOSSIBLE : Verdict.UNDECIDED;
    ObjectNode node = JSON.objectNode();
    node.put("anomaly", anomaly.name()).put("verdict", verdict.name());
    node.set(
        "faults",
        strings((possible.isEmpty() ? undecided : possible).stream().map(FaultModel::id).toList()));
    node.set(
        "under", strings(forbidding.forecast().decided().stream().map(FaultModel::id).toList()));
    node.put("beyondBounds", forbidding.forecast().beyond(anomaly).map(Story::id).orElse(null));
    ArrayNode responsible = node.putArray("responsible");
    node.putNull("ruledOutBy");
    if (verdict == Verdict.POSSIBLE) {
      forbidding.responsible(anomaly).forEach(setting -> responsible.add(setting(setting)));
      node.put("ruledOutBy", forbidding.ruledOutBy(anomaly));
    }
    return node;
  }

  private static ObjectNode setting(Setting setting) {
    return JSON.objectNode()
        .put("name", setting.name())
        .put("value", setting.value())
        .put("origin", setting.origin().toString());
  }

  private static ObjectNode cell(Forecast forecast, FaultModel faults, Anomaly anomaly) {
    Verdict verdict = forecast.verdict(faults, anomaly);
    ObjectNode cell = JSON.objectNode();
    cell.put("faults", faults.id()).put("anomaly", anomaly.name()).put("verdict", verdict.name());
    cell.putNull("distinctStates")
        .putNull("depth")
        .put("beyondBounds", forecast.beyond(faults, anomaly).map(Story::id).orElse(null))
        .putNull("story")
        .putNull("reason")
        .putNull("remedy");
    Optional<Prediction> predicted = forecast.prediction(faults, anomaly);
    if (predicted.isPresent()) {
      Prediction prediction = predicted.get();
      cell.put("distinctStates", prediction.distinctStates()).put("depth", prediction.depth());
    }
    if (verdict == Verdict.UNDECIDED) {
      cell.put("reason", forecast.doubt(faults, anomaly));
    } else if (verdict == Verdict.POSSIBLE) {
      cell.set("story", strings(forecast.stories().get(faults).get(anomaly).sentences()));
      int replicas = forecast.settings().replicationFactor();
      forecast
          .remedy(faults, anomaly)
          .ifPresent(remedy -> cell.set("remedy", remedy(remedy, replicas)));
    }
    return cell;
  }

  private static ObjectNode remedy(Remedy remedy, int replicas) {
    ObjectNode node = JSON.objectNode().put("search", remedy.search().name());
    ArrayNode changes = node.putArray("changes");
    remedy.changes().forEach(change -> changes.add(change(change, replicas)));
    return node;
  }

  private static ObjectNode change(Change change, int replicas) {
    ObjectNode node = JSON.objectNode();
    change.settings().forEach(node.putObject("set")::put);
    node.set("rulesOut", anomalies(change.rulesOut()));
    node.set("makesPossible", anomalies(change.makesPossible()));
    ArrayNode costs = node.putArray("costs");
    change
        .settings()
        .forEach((name, value) -> SettingCost.of(name, value, replicas).ifPresent(costs::add));
    return node;
  }

  private static ArrayNode anomalies(Collection<Anomaly> anomalies) {
    return strings(anomalies.stream().map(Anomaly::name).toList());
  }

  private static ArrayNode strings(Collection<String> strings) {
    ArrayNode array = JSON.arrayNode();
    strings.forEach(array::add);
    return array;
  }
}
