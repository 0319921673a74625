package org.acksiom.linearizability;

import java.util.Optional;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/** A model that only says what it must: there is no way but to search, and no looking ahead. */
record WithoutHints<S, C>(SequentialModel<S, C> model) implements SequentialModel<S, C> {

  @Override
  public S initialState() {
    return model.initialState();
  }

  @Override
  public Optional<C> call(Operation operation) {
    return model.call(operation);
  }

  @Override
  public Step<S> step(S state, C call) {
    return model.step(state, call);
  }

  @Override
  public Optional<Object> partition(C call) {
    return model.partition(call);
  }
}
