package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.acksiom.linearizability.NaiveObject.Answer;
import org.acksiom.linearizability.NaiveObject.Call;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Keyword;

/**
 * Random small histories of an object: clients' calls overlap, crash, fail and are never answered.
 * Some objects are sound; others answer from an old state or forget a call, and then the history
 * may or may not be linearizable.
 */
final class RandomHistory {

  private static final int PROCESSES_MAX = 4;

  private final Random random;
  private final Supplier<NaiveObject> fresh;
  private final boolean unsound;
  private final List<Event> events = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();

  /** The calls that took effect: the object's state is what they lead to. */
  private final List<Call> effective = new ArrayList<>();

  private long processes;

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

  private RandomHistory(Random random, Supplier<NaiveObject> fresh) {
    this.random = random;
    this.fresh = fresh;
    this.unsound = random.nextInt(3) > 0;
  }

  /** A history of so many operations, made with the given randomness alone. */
  static History of(int operations, Random random, Supplier<NaiveObject> fresh) {
    RandomHistory history = new RandomHistory(random, fresh);
    int invoked = 0;
    while (invoked < operations || (!history.clients.isEmpty() && random.nextInt(8) > 0)) {
      boolean mayInvoke = invoked < operations && history.clients.size() < PROCESSES_MAX;
      if (history.clients.isEmpty() || (mayInvoke && random.nextInt(3) == 0)) {
        history.invoke();
        invoked++;
      } else {
        history.goOn(history.clients.get(random.nextInt(history.clients.size())));
      }
    }
    return History.of(history.events);
  }

  private void invoke() {
    Client client = new Client(processes++, fresh.get().someCall(random));
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
    if (gone && random.nextBoolean()) {
      say(client, Event.Type.INFO, new Keyword("timed-out"), Map.of());
    } else if (!client.ran) {
      say(client, Event.Type.FAIL, new Keyword("refused"), Map.of());
    } else if (client.answer == null) {
      say(client, Event.Type.FAIL, client.call.argument(), Map.of());
    } else {
      say(client, Event.Type.OK, client.answer.value(), client.answer.attributes());
    }
  }

  private void run(Client client) {
    boolean errs = unsound && random.nextInt(2) == 0;
    int known = errs ? random.nextInt(effective.size() + 1) : effective.size();
    NaiveObject object = fresh.get();
    effective.subList(0, known).forEach(object::run);
    client.answer = object.run(client.call);
    client.ran = true;
    if (client.answer != null && !(errs && random.nextBoolean())) {
      effective.add(client.call);
    }
  }

  private void say(Client client, Event.Type type, Object value, Map<String, Object> attributes) {
    events.add(new Event(client.process, type, client.call.function(), value, attributes));
  }
}
