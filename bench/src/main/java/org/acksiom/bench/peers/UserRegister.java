package org.acksiom.bench.peers;

import org.acksiom.linearizability.model.Call;
import org.acksiom.linearizability.model.Model;
import org.acksiom.linearizability.model.Step;

/** A register as a user writes it, without a hint; empty, it holds -1. */
final class UserRegister implements Model<Long> {
  @Override
  public Long initialState() {
    return -1L;
  }

  @Override
  public Step<Long> step(Long state, Call call) {
    return switch (call.function()) {
      case "read" ->
          Step.when(call.mayReturn(state < 0 ? null : state), state, () -> "it holds " + state);
      case "write" -> Step.to((Long) call.argument());
      default ->
          Step.when(
              state.equals(call.argument(0)), (Long) call.argument(1), () -> "it holds " + state);
    };
  }
}
