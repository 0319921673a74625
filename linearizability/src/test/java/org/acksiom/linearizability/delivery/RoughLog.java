package org.acksiom.linearizability.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/**
 * Two partitions, two producers and two consumers that mostly behave. Each move is a number whose
 * digits choose what happens, so a random list of numbers is a random history, and one that
 * shrinks.
 */
final class RoughLog {
  private static final int PARTITIONS = 2;

  private record Pending(int send, long offset) {}

  private final Facts facts = new Facts();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<List<Stored>> logs = List.of(new ArrayList<>(), new ArrayList<>());

  /** Records that the network holds back until the next one is stored. */
  private final List<List<Long>> late = List.of(new ArrayList<>(), new ArrayList<>());

  private final long[] sent = new long[PARTITIONS];
  private final long[] end = new long[PARTITIONS];
  private final Map<List<Long>, Long> positions = new HashMap<>();

  /** Up to 16 moves of a log that misbehaves now and then. */
  static Arbitrary<List<Integer>> moves() {
    return Arbitraries.integers()
        .between(0, 999_999)
        .withDistribution(RandomDistribution.uniform())
        .list()
        .ofMaxSize(16);
  }

  /** The move that comes closest to this one among those of a log and of clients that behave. */
  static int behaved(int digits) {
    int behaved = 0;
    int[] choices = {9, 10, 10, 6, 6, 9};
    for (int i = 0, unit = 1; i < choices.length; i++, unit *= 10) {
      behaved += digits / unit % 10 % choices[i] * unit;
    }
    return behaved;
  }

  /** Whether the move gives a consumer a position of its own. */
  static boolean assigns(int move) {
    return move % 10 == 8;
  }

  static Facts history(List<Integer> moves, boolean finalRead) {
    RoughLog log = new RoughLog();
    moves.forEach(log::move);
    if (finalRead) {
      for (int p = 0; p < PARTITIONS; p++) {
        log.facts.finalRead(p, List.copyOf(log.logs.get(p)));
      }
    }
    return log.facts;
  }

  private void move(int digits) {
    int[] digit = new int[6];
    for (int i = 0, rest = digits; i < digit.length; i++, rest /= 10) {
      digit[i] = rest % 10;
    }
    int partition = digit[1] < 7 ? 0 : 1;
    switch (digit[0]) {
      case 0, 1, 2, 3 -> send(partition, digit[2], digit[3], digit[4], digit[5]);
      case 4 -> tell(digit[4], digit[5]);
      case 5, 6, 7 -> poll(partition, digit[2] % 2, digit[3], digit[4], digit[5]);
      case 8 -> assign(partition, digit[2] % 2, digit[3]);
      default -> rollBack(partition);
    }
  }

  private void send(int partition, int producer, int storing, int told, int offset) {
    long record = sent[partition]++;
    int send = facts.send("p" + producer % 2, partition, record);
    pending.add(new Pending(send, end[partition] + (storing == 6 ? 1 : 0)));
    switch (storing) {
      case 6 -> late.get(partition).add(record);
      case 7 -> end[partition]++;
      case 8 -> {}
      case 9 -> {
        append(partition, record);
        append(partition, record);
      }
      default -> append(partition, record);
    }
    if (storing != 6) {
      late.get(partition).forEach(delayed -> append(partition, delayed));
      late.get(partition).clear();
    }
    if (producer < 8) {
      tell(told, offset);
    }
  }

  private void append(int partition, long record) {
    logs.get(partition).add(new Stored(end[partition]++, record));
  }

  private void tell(int told, int offset) {
    if (pending.isEmpty()) {
      return;
    }
    Pending send = told % 2 == 0 ? pending.removeFirst() : pending.removeLast();
    Facts.Result result =
        switch (told) {
          case 6 -> Facts.Result.FAILED;
          case 7 -> Facts.Result.UNKNOWN;
          case 8 -> Facts.Result.COMPLETED;
          default -> Facts.Result.ACKED;
        };
    facts.tell(send.send(), result, offset == 9 ? told : send.offset());
  }

  private void poll(int partition, long consumer, int how, int many, int other) {
    List<Long> who = List.of(consumer, (long) partition);
    long from = positions.getOrDefault(who, 0L) + (how == 8 ? 1 : how == 9 ? -1 : 0);
    List<Stored> read =
        new ArrayList<>(
            logs.get(partition).stream()
                .filter(place -> place.offset() >= from)
                .limit(1 + many % 3)
                .toList());
    if (how == 7 && sent[partition] > 0) {
      read.add(new Stored(other, many % sent[partition]));
    }
    facts.polled(consumer, partition, read);
    if (!read.isEmpty()) {
      positions.put(who, read.get(read.size() - 1).offset() + 1);
    }
  }

  private void assign(int partition, long consumer, int position) {
    facts.assigned(consumer, partition);
    positions.put(List.of(consumer, (long) partition), (long) position % 4);
  }

  private void rollBack(int partition) {
    List<Stored> log = logs.get(partition);
    if (!log.isEmpty()) {
      end[partition] = log.remove(log.size() - 1).offset();
    }
  }
}
