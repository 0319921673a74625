package org.acksiom.linearizability;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.acksiom.linearizability.NaiveKeyValueStore.Form;
import org.acksiom.linearizability.NaiveObject.NaiveLog;
import org.acksiom.linearizability.NaiveObject.NaiveMultiRegister;
import org.acksiom.linearizability.NaiveObject.NaiveMutex;
import org.acksiom.linearizability.NaiveObject.NaiveQueue;
import org.acksiom.linearizability.NaiveObject.NaiveRegister;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Bank;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.KeyValueStore;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;

/** A model, and an object that is what it is a model of. */
enum Subject {
  REGISTER("register", Dialect.KNOSSOS, () -> new NaiveRegister(0L, false)),
  REGISTER_OF_LOGS("register", Dialect.JEPSEN_LOG, () -> new NaiveRegister(null, false)),
  CAS_REGISTER("cas-register", Dialect.KNOSSOS, () -> new NaiveRegister(0L, true)),
  CAS_REGISTER_OF_LOGS("cas-register", Dialect.JEPSEN_LOG, () -> new NaiveRegister(null, true)),
  MULTI_REGISTER("multi-register", Dialect.KNOSSOS, NaiveMultiRegister::new),
  MULTI_REGISTER_RECORDED("multi-register", Dialect.RECORDED, () -> new NaiveMultiRegister(null)),
  MUTEX("mutex", Dialect.KNOSSOS, NaiveMutex::new),
  KEY_VALUE_STORE("kv", Dialect.KNOSSOS, () -> new NaiveKeyValueStore("", Form.ATTRIBUTE)),
  KEY_VALUE_STORE_RECORDED(
      "kv", Dialect.RECORDED, () -> new NaiveKeyValueStore(null, Form.ARGUMENT)),
  KEY_VALUE_STORE_OF_PAIRS(
      new KeyValueStore(Dialect.JEPSEN_LOG, null),
      Dialect.JEPSEN_LOG,
      () -> new NaiveKeyValueStore(null, Form.PAIR)),
  UNORDERED_QUEUE("queue", Dialect.KNOSSOS, NaiveUnorderedQueue::new),
  FIFO_QUEUE("fifo-queue", Dialect.KNOSSOS, NaiveQueue::new),
  SET("set", Dialect.KNOSSOS, NaiveSet::new),
  COUNTER("counter", Dialect.KNOSSOS, () -> new NaiveCounter(0)),
  BANK(bank(false), Dialect.KNOSSOS, () -> new NaiveBank(Balances.START, false)),
  BANK_WITH_CREDIT(bank(true), Dialect.KNOSSOS, () -> new NaiveBank(Balances.START, true)),
  LOG("log", Dialect.KNOSSOS, NaiveLog::new);

  private static final class Balances {
    private static final Map<Object, Long> START = Map.of(0L, 2L, 1L, 2L, 2L, 0L);
  }

  final SequentialModel<?, ?> model;
  final Dialect dialect;
  final Supplier<NaiveObject> fresh;

  Subject(String model, Dialect dialect, Supplier<NaiveObject> fresh) {
    this(Models.named(model, dialect), dialect, fresh);
  }

  Subject(SequentialModel<?, ?> model, Dialect dialect, Supplier<NaiveObject> fresh) {
    this.model = model;
    this.dialect = dialect;
    this.fresh = fresh;
  }

  private static SequentialModel<?, ?> bank(boolean mayBeNegative) {
    return new Bank(Dialect.KNOSSOS, Balances.START, mayBeNegative);
  }

  /** Whether histories of the dialect may have reads of {@code nil} that mean nothing. */
  boolean hides() {
    return dialect == Dialect.KNOSSOS;
  }

  BruteForce definition() {
    return new BruteForce(fresh, hides(), !hides());
  }

  /** What must be in every linearization of a history. */
  List<Operation> required(History history) {
    return history.operations().stream()
        .filter(operation -> operation.outcome() != Event.Type.INFO)
        .filter(operation -> model.call(operation).isPresent())
        .toList();
  }
}
