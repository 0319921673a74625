package org.acksiom.bench.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;

/**
 * A history of a store that clients append to, put and get, each as soon as its last operation has
 * returned: 47 % append, 6 % put, the rest get. An operation lasts for a time that is distributed
 * exponentially and takes effect at a moment in it that is distributed uniformly. What is appended
 * or put is unique.
 */
final class ManyClients {
  private static final int APPENDS_PERCENT = 47;
  private static final int PUTS_PERCENT = 6;
  private static final int KEYS = 10;

  private final Random random;
  private final List<Going> operations = new ArrayList<>();

  private ManyClients(long seed, int clients, int operations) {
    random = new Random(seed);
    PriorityQueue<double[]> free =
        new PriorityQueue<>(Comparator.comparingDouble(client -> client[0]));
    for (int client = 0; client < clients; client++) {
      free.add(new double[] {random.nextDouble(), client});
    }
    for (int i = 0; i < operations; i++) {
      double[] client = free.remove();
      Going going = going(i, (int) client[1], client[0]);
      this.operations.add(going);
      client[0] = going.end;
      free.add(client);
    }
    takeEffect();
  }

  /**
   * The history.
   *
   * @param isStale whether one late get was told what had been overwritten long before
   */
  static History of(long seed, int clients, int operations, boolean isStale) {
    ManyClients made = new ManyClients(seed, clients, operations);
    if (isStale) {
      made.tellStale();
    }
    return made.history();
  }

  /** An operation, and when what happens to it. */
  private static final class Going {
    final int client;
    final String function;
    final String key;
    final String argument;
    final double begin;
    final double effect;
    final double end;
    String result;

    Going(
        int client,
        String function,
        String key,
        String argument,
        double begin,
        double effect,
        double end) {
      this.client = client;
      this.function = function;
      this.key = key;
      this.argument = argument;
      this.begin = begin;
      this.effect = effect;
      this.end = end;
    }
  }

  private Going going(int index, int client, double begin) {
    int choice = random.nextInt(100);
    String function =
        choice < APPENDS_PERCENT
            ? "append"
            : choice < APPENDS_PERCENT + PUTS_PERCENT ? "put" : "get";
    String key = Integer.toString(random.nextInt(KEYS));
    String argument = function.equals("get") ? null : "x " + client + " " + index + " y";
    double lasts = -Math.log(1 - random.nextDouble());
    return new Going(
        client, function, key, argument, begin, begin + lasts * random.nextDouble(), begin + lasts);
  }

  private void takeEffect() {
    Map<String, String> values = new HashMap<>();
    for (Going going : by(Comparator.comparingDouble(going -> going.effect))) {
      String held = values.getOrDefault(going.key, "");
      switch (going.function) {
        case "append" -> values.put(going.key, held + going.argument);
        case "put" -> values.put(going.key, going.argument);
        default -> {
          going.result = held;
          continue;
        }
      }
      going.result = going.argument;
    }
  }

  /** The last get that can be told what another, which had seen more, makes impossible. */
  private void tellStale() {
    List<Going> gets =
        by(Comparator.comparingDouble(going -> going.begin)).stream()
            .filter(going -> going.function.equals("get"))
            .toList();
    for (int last = gets.size() - 1; last >= 0; last--) {
      Going told = gets.get(last);
      for (Going newer : gets) {
        for (Going older : gets) {
          if (newer.key.equals(told.key)
              && older.key.equals(told.key)
              && older.end < newer.begin
              && newer.end < told.begin
              && !older.result.equals(newer.result)) {
            told.result = older.result;
            return;
          }
        }
      }
    }
    throw new IllegalStateException("no get can be told a stale value");
  }

  private List<Going> by(Comparator<Going> order) {
    return operations.stream().sorted(order).toList();
  }

  private History history() {
    record Timed(double time, Event event) {}
    List<Timed> events = new ArrayList<>();
    for (Going going : operations) {
      Map<String, Object> key = Map.of("key", going.key);
      events.add(
          new Timed(
              going.begin,
              new Event(going.client, Event.Type.INVOKE, going.function, going.argument, key)));
      events.add(
          new Timed(
              going.end,
              new Event(going.client, Event.Type.OK, going.function, going.result, key)));
    }
    return History.of(
        events.stream().sorted(Comparator.comparingDouble(Timed::time)).map(Timed::event).toList());
  }
}
