package org.acksiom.modelcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * What {@code MCKafkaDeliveryTrace} leaves to Java: reading the traces. A function of files that do
 * not change.
 */
public final class TraceOperators {
  private static final String MODULE = "MCKafkaDeliveryTrace";

  /** TLC calls static methods; what was read once is not read again. */
  private static final Map<String, Lines> OPENED = new ConcurrentHashMap<>();

  private TraceOperators() {}

  /** A batch, with the state that was asked for last in TLC's form. */
  private static final class Lines {
    private final TraceBatch batch;
    private final Map<Integer, Line> last = new HashMap<>();

    private record Line(int position, TlaValue[] state, Value[] values, Value value) {}

    Lines(String file) {
      try {
        batch = TraceBatch.read(Path.of(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized Value line(int trace, int position) {
      Line known = last.get(trace);
      if (known == null || known.position() != position) {
        known = read(trace, position, known);
        last.put(trace, known);
      }
      return known.value();
    }

    private Line read(int trace, int position, Line before) {
      TlaValue[] state = batch.state(trace, position);
      Value[] values = new Value[state.length];
      for (int v = 0; v < state.length; v++) {
        values[v] =
            before == null
                ? TlcValues.of(state[v])
                : TlcValues.of(state[v], before.state()[v], before.values()[v]);
      }
      TupleValue tuple = new TupleValue(values);
      return new Line(
          position,
          state,
          values,
          position == 0
              ? record(List.of("state"), tuple)
              : record(
                  List.of("action", "parameters", "state"),
                  new StringValue(batch.step(trace, position).action()),
                  new TupleValue(
                      batch.step(trace, position).parameters().stream()
                          .map(IntValue::gen)
                          .toArray(Value[]::new)),
                  tuple));
    }

    private static Value record(List<String> names, Value... values) {
      return new RecordValue(
          names.stream().map(UniqueString::uniqueStringOf).toArray(UniqueString[]::new),
          values,
          false);
    }
  }

  private static Lines lines(StringValue file) {
    return OPENED.computeIfAbsent(file.val.toString(), Lines::new);
  }

  /** {@code Traces(file)}. */
  @TLAPlusOperator(identifier = "Traces", module = MODULE, warn = false)
  public static Value traces(StringValue file) {
    return IntValue.gen(lines(file).batch.traces());
  }

  /** {@code Events(file, t)}. */
  @TLAPlusOperator(identifier = "Events", module = MODULE, warn = false)
  public static Value events(StringValue file, IntValue trace) {
    return IntValue.gen(lines(file).batch.steps(trace.val));
  }

  /** {@code Line(file, t, n)}. */
  @TLAPlusOperator(identifier = "Line", module = MODULE, warn = false)
  public static Value line(StringValue file, IntValue trace, IntValue position) {
    return lines(file).line(trace.val, position.val);
  }
}
