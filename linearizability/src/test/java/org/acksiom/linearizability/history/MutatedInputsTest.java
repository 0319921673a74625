package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever the input: it is a history, or it is refused at a place that it has. The inputs are the
 * same in each run; {@code -Pdeep} has 50 times as many.
 */
class MutatedInputsTest {

  private static final long INPUTS = Boolean.getBoolean("acksiom.deep") ? 10_000_000 : 200_000;

  /** Of so many inputs one is read in pieces, too. */
  private static final int INPUTS_PER_PIECES = 50;

  /** Of so many inputs one is repeated until it is longer than the reader's buffer, too. */
  private static final int INPUTS_PER_LONG = 2_000;

  private static final int EVENTS_COMPARED = 100;

  private static final ReadLimits LIMITS = new ReadLimits(200, 8, 1 << 14);
  private static final int LONG_BYTES = 300_000;

  private final HistoryReader reader = new HistoryReader(LIMITS);
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void eachIsAHistoryOrIsRefusedAtAPlaceThatItHas() {
    MutatedInputs inputs = new MutatedInputs(2026);
    int histories = 0;
    int refused = 0;
    for (long i = 0; i < INPUTS; i++) {
      byte[] input = inputs.next();
      try {
        Object outcome = outcome(input, new ByteArrayInputStream(input));
        if (outcome instanceof List<?>) {
          histories++;
        } else {
          refused++;
        }
        if (i % INPUTS_PER_PIECES == 0) {
          assertThat(outcome(input, new Pieces(input))).isEqualTo(outcome);
        }
        if (i % INPUTS_PER_LONG == 0) {
          byte[] repeated = repeated(input);
          assertThat(outcome(repeated, new Pieces(repeated)))
              .isEqualTo(outcome(repeated, new ByteArrayInputStream(repeated)));
        }
      } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
        fail("input " + i + ": " + HexFormat.of().formatHex(input), e);
      }
    }
    assertThat(histories).isGreaterThan((int) (INPUTS / 50));
    assertThat(refused).isGreaterThan((int) (INPUTS / 2));
  }

  /** The events with their places, or else the message. */
  private Object outcome(byte[] input, InputStream in) throws IOException {
    try {
      List<Object> events = new ArrayList<>();
      reader.forEach(
          "h",
          in,
          Optional.empty(),
          (event, line, column) -> {
            if (events.size() < EVENTS_COMPARED) {
              assertPlace(input, line, column);
              events.add(event);
            }
          });
      return events;
    } catch (HistoryFormatException e) {
      assertPlace(input, e.line(), e.column());
      return e.getMessage();
    }
  }

  /** The place is one of the input's characters, or right behind a line's last. */
  private static void assertPlace(byte[] input, int line, int column) {
    int at = 0;
    for (int before = 1; before < line; before++) {
      while (at < input.length && input[at] != '\n') {
        at++;
      }
      if (at == input.length) {
        throw new AssertionError("no line " + line);
      }
      at++;
    }
    int characters = 0;
    while (at < input.length && input[at] != '\n' && characters < column) {
      if ((input[at] & 0xC0) != 0x80) {
        characters++;
      }
      at++;
    }
    if (column < 1 || column > characters + 1) {
      throw new AssertionError("no column " + column + " in line " + line);
    }
  }

  private static byte[] repeated(byte[] input) {
    byte[] repeated = new byte[input.length == 0 ? 0 : LONG_BYTES / input.length * input.length];
    for (int at = 0; at < repeated.length; at += input.length) {
      System.arraycopy(input, 0, repeated, at, input.length);
    }
    return repeated;
  }

  /** An input that arrives in pieces of random lengths. */
  private final class Pieces extends InputStream {
    private final byte[] bytes;
    private int at;
    private boolean ended;

    Pieces(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      throw new AssertionError("nobody reads byte by byte");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (ended) {
        throw new AssertionError("who has seen the end reads no more");
      }
      if (at == bytes.length) {
        ended = true;
        return -1;
      }
      int count =
          Math.min(
              Math.min(length, bytes.length - at), 1 + random.nextInt(1 << random.nextInt(15)));
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count;
    }
  }
}
