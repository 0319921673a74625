package org.acksiom.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/** What a model says of operations one by one, as text by their index in the history. */
final class Replayed {
  private Replayed() {}

  /**
   * The state after each operation of an explanation.
   *
   * @param charsMax longer states are cut
   */
  static <S, C> Map<Integer, String> states(
      SequentialModel<S, C> model, List<Operation> explanation, int charsMax) {
    Map<Integer, String> states = new HashMap<>();
    S state = model.initialState();
    for (Operation operation : explanation) {
      if (!(model.step(state, model.call(operation).orElseThrow()) instanceof Step.Next<S> next)) {
        throw new IllegalArgumentException("no explanation: " + operation + " after " + state);
      }
      state = next.state();
      String text = String.valueOf(state);
      states.put(
          operation.index(), text.length() <= charsMax ? text : text.substring(0, charsMax) + "…");
    }
    return states;
  }

  /** The independent part that each operation concerns, if the model has such parts. */
  static <S, C> Map<Integer, String> partitions(SequentialModel<S, C> model, History history) {
    Map<Integer, String> partitions = new HashMap<>();
    for (Operation operation : history.operations()) {
      model
          .call(operation)
          .flatMap(model::partition)
          .ifPresent(key -> partitions.put(operation.index(), Edn.print(key)));
    }
    return partitions;
  }
}
