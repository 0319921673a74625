package org.acksiom.linearizability.model;

import java.util.Optional;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code register}: one value that is read and written, as a {@link CasRegister} without
 * {@code cas}.
 */
public final class Register implements SequentialModel<CasRegister.Value, CasRegister.Call> {
  private final CasRegister register;

  /** A register that holds {@code nil}, for what a {@link Dialect#RECORDED} history says of it. */
  public Register() {
    this.register = new CasRegister();
  }

  /**
   * A register.
   *
   * @param dialect what the words of the history mean
   * @param start what it holds before the first write: plain data, or {@code null}
   */
  public Register(Dialect dialect, Object start) {
    this.register = new CasRegister(dialect, start);
  }

  @Override
  public CasRegister.Value initialState() {
    return register.initialState();
  }

  @Override
  public Optional<CasRegister.Call> call(Operation operation) {
    return switch (operation.function()) {
      case "read", "write" -> register.call(operation);
      default -> throw IllegalOperationException.unknown(operation, ":read or :write");
    };
  }

  @Override
  public boolean isObservation(CasRegister.Call call) {
    return register.isObservation(call);
  }

  @Override
  public Optional<Feasibility<CasRegister.Value, CasRegister.Call>> feasibility() {
    return register.feasibility();
  }

  @Override
  public Optional<Shape<CasRegister.Call>> shape() {
    return register.shape();
  }

  @Override
  public Step<CasRegister.Value> step(CasRegister.Value state, CasRegister.Call call) {
    return register.step(state, call);
  }
}
