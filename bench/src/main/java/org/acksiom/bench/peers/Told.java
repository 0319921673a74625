package org.acksiom.bench.peers;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Dialect;

/**
 * What an operation says of one value, in the words that both peers' specifications are written in.
 *
 * @param key whose value; {@link Nil} if there is one only
 * @param kind what it does
 * @param first what it reads, writes, appends, or compares with; {@link Nil} for nothing
 * @param second what a cas sets
 * @param isHeard whether it is known to have taken effect
 */
record Told(Object key, Kind kind, Object first, Object second, boolean isHeard) {

  /** What is done to a value. */
  enum Kind {
    READ,
    WRITE,
    APPEND,
    CAS,
    /** A cas that found another value. */
    FAILED_CAS
  }

  /** Nothing, as a value that has {@code equals}. */
  enum Nil {
    NIL
  }

  /** What an operation says; empty if it says nothing. */
  static Optional<Told> of(Operation operation, Dialect dialect) {
    boolean heard = operation.outcome() == Event.Type.OK;
    boolean failed = operation.outcome() == Event.Type.FAIL;
    Object key = value(operation.attribute("key"));
    switch (operation.function()) {
      case "read", "get":
        return heard && !(dialect == Dialect.KNOSSOS && operation.result() == null)
            ? Optional.of(new Told(key, Kind.READ, value(operation.result()), Nil.NIL, true))
            : Optional.empty();
      case "cas":
        List<?> pair = (List<?>) operation.argument();
        boolean foundAnother =
            failed
                && dialect != Dialect.KNOSSOS
                && Objects.equals(operation.argument(), operation.result());
        return failed && !foundAnother
            ? Optional.empty()
            : Optional.of(
                new Told(
                    key,
                    foundAnother ? Kind.FAILED_CAS : Kind.CAS,
                    value(pair.get(0)),
                    value(pair.get(1)),
                    heard || foundAnother));
      case "write", "put", "append":
        Kind kind = operation.function().equals("append") ? Kind.APPEND : Kind.WRITE;
        return failed
            ? Optional.empty()
            : Optional.of(new Told(key, kind, value(operation.argument()), Nil.NIL, heard));
      default:
        throw new IllegalArgumentException("no peer is told of :" + operation.function());
    }
  }

  static Object value(Object plain) {
    return plain == null ? Nil.NIL : plain;
  }

  /**
   * What the value becomes; empty if it cannot have been that. A cas that nobody heard of has no
   * effect on another value: so it can always be put last, as the peers put what never returned.
   */
  Optional<Object> after(Object held) {
    return switch (kind) {
      case READ -> held.equals(first) ? Optional.of(held) : Optional.empty();
      case WRITE -> Optional.of(first);
      case APPEND -> Optional.of(held + (String) first);
      case CAS ->
          held.equals(first) ? Optional.of(second) : isHeard ? Optional.empty() : Optional.of(held);
      case FAILED_CAS -> held.equals(first) ? Optional.empty() : Optional.of(held);
    };
  }
}
