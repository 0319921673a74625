package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.acksiom.linearizability.NaiveObject.Answer;
import org.acksiom.linearizability.NaiveObject.Call;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Keyword;
import org.acksiom.linearizability.history.Operation;

/**
 * Random histories of an object: clients' calls overlap, crash, fail and are never answered. Some
 * objects are sound; others answer from an old state or forget a call, and then the history may or
 * may not be linearizable. In some histories two answers are swapped.
 */
final class RandomHistory {

  private final Shape shape;
  private final Random random;
  private final Supplier<NaiveObject> fresh;
  private final List<Event> events = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();

  /** The calls that took effect: the object's state is what they lead to. */
  private final List<Effect> effects = new ArrayList<>();

  private NaiveObject object;
  private int crashes;
  private long processes;

  /**
   * What histories are like.
   *
   * @param operations how many at least and at most
   * @param clientsMax that act at a time
   * @param crashesMax how many operations may end in {@code info} or never
   * @param errorOdds of an unsound object's calls one in so many goes wrong
   * @param lookBackMax how many effects it may overlook then
   * @param hides whether some reads are told {@code nil}, which means nothing
   */
  record Shape(
      int operations,
      int clientsMax,
      int crashesMax,
      int errorOdds,
      int lookBackMax,
      boolean hides) {

    /** So many operations, and much goes wrong. */
    static Shape small(int operations, boolean hides) {
      return new Shape(operations, 4, Integer.MAX_VALUE, 2, Integer.MAX_VALUE, hides);
    }

    /** So many operations, and of those of an unsound object six or so go wrong. */
    static Shape large(int operations, int crashesMax, boolean hides) {
      return new Shape(operations, 5, crashesMax, operations / 6, 9, hides);
    }
  }

  private record Effect(Call call, int way) {
    Answer on(NaiveObject object) {
      return object.run(call, way % object.ways(call));
    }
  }

  private static final class Client {
    private final long process;
    private final Call call;
    private boolean ran;
    private Answer answer;

    Client(long process, Call call) {
      this.process = process;
      this.call = call;
    }
  }

  private RandomHistory(Shape shape, Random random, Supplier<NaiveObject> fresh) {
    boolean unsound = random.nextInt(3) > 0;
    this.shape =
        unsound
            ? shape
            : new Shape(
                shape.operations,
                shape.clientsMax,
                shape.crashesMax,
                Integer.MAX_VALUE,
                0,
                shape.hides);
    this.random = random;
    this.fresh = fresh;
    this.object = fresh.get();
  }

  /** A small history of so many operations, made with the given randomness alone. */
  static History of(int operations, Random random, Supplier<NaiveObject> fresh) {
    return of(Shape.small(operations, false), random, fresh);
  }

  /** A history of that shape, made with the given randomness alone. */
  static History of(Shape shape, Random random, Supplier<NaiveObject> fresh) {
    RandomHistory history = new RandomHistory(shape, random, fresh);
    int invoked = 0;
    while (invoked < shape.operations || (!history.clients.isEmpty() && random.nextInt(8) > 0)) {
      boolean mayInvoke = invoked < shape.operations && history.clients.size() < shape.clientsMax;
      if (history.clients.isEmpty() || (mayInvoke && random.nextInt(3) == 0)) {
        history.invoke();
        invoked++;
      } else {
        history.goOn(history.clients.get(random.nextInt(history.clients.size())));
      }
    }
    if (random.nextInt(3) == 0) {
      history.swap();
    }
    return History.of(history.events);
  }

  /** Has two operations that asked the same hear what the other one heard. */
  private void swap() {
    List<Operation> operations = History.of(events).operations();
    int first = random.nextInt(operations.size());
    Operation one = operations.get(first);
    operations.stream()
        .skip(first + 1L)
        .filter(
            other ->
                one.outcome() == Event.Type.OK
                    && other.outcome() == Event.Type.OK
                    && asked(one).equals(asked(other)))
        .findFirst()
        .ifPresent(
            other -> {
              events.set(one.completedAt(), heard(one, other.completion()));
              events.set(other.completedAt(), heard(other, one.completion()));
            });
  }

  private static List<Object> asked(Operation operation) {
    Event asked = operation.invocation();
    return Arrays.asList(asked.function(), asked.value(), asked.attributes());
  }

  private static Event heard(Operation operation, Event told) {
    return new Event(
        operation.process(), told.type(), told.function(), told.value(), told.attributes());
  }

  private void invoke() {
    Client client = new Client(processes++, object.someCall(random));
    clients.add(client);
    say(client, Event.Type.INVOKE, client.call.argument(), client.call.attributes());
  }

  private void goOn(Client client) {
    boolean gone = random.nextInt(8) == 0;
    if (!client.ran && !gone) {
      run(client);
      return;
    }
    clients.remove(client);
    if (gone && crashes < shape.crashesMax && random.nextBoolean()) {
      crashes++;
      say(client, Event.Type.INFO, new Keyword("timed-out"), Map.of());
    } else if (!client.ran) {
      say(client, Event.Type.FAIL, new Keyword("refused"), Map.of());
    } else if (client.answer == null) {
      boolean saysNo = object.maySayNo(client.call.function()) && random.nextBoolean();
      say(
          client,
          saysNo ? Event.Type.OK : Event.Type.FAIL,
          saysNo ? (Object) false : client.call.argument(),
          Map.of());
    } else {
      say(client, Event.Type.OK, told(client), client.answer.attributes());
    }
  }

  private Object told(Client client) {
    String function = client.call.function();
    if (object.mayEcho(function) && random.nextBoolean()) {
      return client.call.argument();
    }
    boolean hidden = shape.hides && object.mayHide(function) && random.nextInt(12) == 0;
    return hidden ? null : client.answer.value();
  }

  private void run(Client client) {
    boolean errs = random.nextInt(shape.errorOdds) == 0;
    NaiveObject seen = errs ? old() : object.copy();
    Effect effect = new Effect(client.call, random.nextInt(seen.ways(client.call)));
    client.answer = effect.on(seen);
    client.ran = true;
    if (client.answer != null && !(errs && random.nextBoolean())) {
      effects.add(effect);
      effect.on(object);
    }
  }

  /** The object as it was before some of the last effects. */
  private NaiveObject old() {
    int overlooked = random.nextInt(Math.min(shape.lookBackMax, effects.size()) + 1);
    NaiveObject old = fresh.get();
    effects.subList(0, effects.size() - overlooked).forEach(effect -> effect.on(old));
    return old;
  }

  private void say(Client client, Event.Type type, Object value, Map<String, Object> attributes) {
    events.add(new Event(client.process, type, client.call.function(), value, attributes));
  }
}
