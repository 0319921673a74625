package org.acksiom.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.SetupFields;
import org.acksiom.modelcheck.TlaValue;

/**
 * What the implementation did in one run, as lines of JSON: a header with settings, fault model,
 * bounds and the number of events, then the initial state, then for each event its action, its
 * parameters and the variables of the specification that it changed. A file may hold several.
 *
 * <pre>{@code
 * {"format":"acksiom-trace/1","settings":{"acks":"all",…},"faults":"crash","bounds":{"replicas":3,…},"seed":1,"run":1,"events":214}
 * {"action":"Init","changed":{"queue":[1,2,3],…}}
 * {"action":"LeaderAppends","broker":1,"changed":{"requests":{"1":[]},"log":{"1":{"keeps":0,"then":[{"leaderEpoch":1,…}]}},…}}
 * }</pre>
 *
 * <p>The same schedule gives the same bytes.
 */
public final class ActionTrace {
  /** What the header's first field says. */
  static final String FORMAT = "acksiom-trace/1";

  /** The action of the line with the initial state. */
  static final String INIT = "Init";

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Where a run comes from.
   *
   * @param seed of the fuzzer
   * @param run its number under that seed, from 1
   */
  public record Origin(long seed, long run) {}

  private ActionTrace() {}

  /**
   * Plays a schedule and writes down what happens.
   *
   * @param origin where it comes from, null if nobody knows
   * @throws IllegalArgumentException if an event can not happen when its turn comes
   */
  public static String of(Schedule schedule, Origin origin) {
    StringBuilder text = new StringBuilder(header(schedule, origin));
    schedule.run(
        new Schedule.Observer() {
          private List<TlaValue> state;

          @Override
          public void begun(Cluster initial) {
            state = values(initial);
            text.append(line(json -> json.writeStringField("action", INIT), null, state));
          }

          @Override
          public void happened(Event event, Cluster after) {
            List<TlaValue> now = values(after);
            text.append(line(json -> writeEvent(json, event), state, now));
            state = now;
          }
        });
    return text.toString();
  }

  private static List<TlaValue> values(Cluster cluster) {
    return new ArrayList<>(Abstraction.of(cluster).values());
  }

  private interface Part {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String header(Schedule schedule, Origin origin) {
    return object(
        json -> {
          json.writeStringField("format", FORMAT);
          SetupFields.write(json, schedule.setup());
          if (origin != null) {
            json.writeNumberField("seed", origin.seed());
            json.writeNumberField("run", origin.run());
          }
          json.writeNumberField("events", schedule.events().size());
        });
  }

  private static void writeEvent(JsonGenerator json, Event event) throws IOException {
    json.writeStringField("action", event.action().specName());
    List<String> parameters = event.action().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      json.writeNumberField(parameters.get(i), i == 0 ? event.first() : event.second());
    }
  }

  private static String line(Part event, List<TlaValue> before, List<TlaValue> after) {
    return object(
        json -> {
          event.writeTo(json);
          json.writeObjectFieldStart("changed");
          for (int v = 0; v < after.size(); v++) {
            TlaValue then = before == null ? null : before.get(v);
            if (!after.get(v).equals(then)) {
              json.writeFieldName(TraceVariable.ALL.get(v).name());
              TraceVariable.ALL.get(v).write(json, then, after.get(v));
            }
          }
          json.writeEndObject();
        });
  }

  private static String object(Part fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}
