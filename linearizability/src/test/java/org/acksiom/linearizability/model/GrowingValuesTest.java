package org.acksiom.linearizability.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.acksiom.linearizability.history.Edn;
import org.junit.jupiter.api.Test;

/** Strings, queues and logs that share what they have in common are equal if their contents are. */
class GrowingValuesTest {

  /** Makes values from one another at random; equal if and only if their contents are. */
  private static <S> List<S> grow(
      Random random, S start, BiFunction<S, Random, S> change, BiFunction<S, S, Boolean> same) {
    List<S> all = new ArrayList<>(List.of(start));
    for (int i = 0; i < 60; i++) {
      all.add(change.apply(all.get(random.nextInt(all.size())), random));
    }
    for (S one : all) {
      for (S other : all) {
        assertThat(one.equals(other)).isEqualTo(same.apply(one, other));
        assertThat(!one.equals(other) || one.hashCode() == other.hashCode()).isTrue();
      }
    }
    return all;
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void textsAreTheirStrings(@ForAll long seed) {
    String[] pieces = {"", "a", "b", "ab", "ba", "aab"};
    List<Text> all =
        grow(
            new Random(seed),
            Text.EMPTY,
            (text, random) -> text.append(new Text.Piece(pieces[random.nextInt(pieces.length)])),
            (one, other) -> one.string().equals(other.string()));
    for (Text text : all) {
      assertThat(text.length()).isEqualTo(text.string().length());
      for (Text other : all) {
        String string = other.string();
        assertThat(text.begins(string)).isEqualTo(string.startsWith(text.string()));
        assertThat(text.is(string)).isEqualTo(text.equals(other));
        assertThat(Text.of(new Text.Piece(string))).isEqualTo(other).hasToString(Edn.print(string));
      }
    }
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void queuesAreTheirElements(@ForAll long seed) {
    FifoQueue model = new FifoQueue();
    Random random = new Random(seed);
    List<QueueCall> calls =
        List.of(
            new QueueCall.Enqueue(1L), new QueueCall.Enqueue(2L), new QueueCall.DequeueUnheard());
    grow(
        random,
        model.initialState(),
        (queue, choice) -> next(model.step(queue, calls.get(choice.nextInt(3)))),
        (one, other) -> one.toString().equals(other.toString()));

    Deque<Object> expected = new ArrayDeque<>();
    FifoQueue.Elements queue = model.initialState();
    for (int i = 0; i < 100; i++) {
      QueueCall call = calls.get(random.nextInt(3));
      if (call instanceof QueueCall.Enqueue enqueue) {
        expected.addLast(enqueue.value());
      } else {
        expected.pollFirst();
      }
      queue = next(model.step(queue, call));
      assertThat(queue.head()).isEqualTo(expected.peekFirst());
      assertThat(queue).hasToString(Edn.print(List.copyOf(expected)));
    }
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void logsAreTheirRecords(@ForAll long seed) {
    AppendOnlyLog model = new AppendOnlyLog();
    grow(
        new Random(seed),
        model.initialState(),
        (log, random) ->
            next(model.step(log, new AppendOnlyLog.Append((long) random.nextInt(2), null))),
        (one, other) -> one.toString().equals(other.toString()));
  }

  /** The checker's budget of memory is worth what these numbers are. */
  @Test
  void stateIsChargedForWhatItDoesNotShare() {
    FifoQueue queue = new FifoQueue();
    FifoQueue.Elements elements = queue.initialState();
    for (long i = 0; i < 1_000; i++) {
      elements = next(queue.step(elements, new QueueCall.Enqueue(i)));
      assertThat(queue.bytes(elements)).isLessThan(200);
    }
    elements = next(queue.step(elements, new QueueCall.DequeueUnheard()));
    assertThat(queue.bytes(elements)).as("all behind are turned around").isGreaterThan(24 * 999);
    elements = next(queue.step(elements, new QueueCall.DequeueUnheard()));
    assertThat(queue.bytes(elements)).isLessThan(200);

    MultiRegister registers = new MultiRegister();
    List<MultiRegister.Action> writes = new ArrayList<>();
    for (long i = 0; i < 1_000; i++) {
      writes.add(new MultiRegister.Action(true, i, i));
    }
    MultiRegister.Values all = next(registers.step(registers.initialState(), writes));
    MultiRegister.Values one =
        next(registers.step(all, List.of(new MultiRegister.Action(true, 7L, 0L))));
    assertThat(registers.bytes(all)).isGreaterThan(1_000 * 80);
    assertThat(registers.bytes(one)).isBetween(100L, 1_000L);
  }

  private static <S> S next(Step<S> step) {
    return ((Step.Next<S>) step).state();
  }
}
