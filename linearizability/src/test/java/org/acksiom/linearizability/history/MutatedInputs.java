package org.acksiom.linearizability.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Histories in all forms, damaged at random in the ways in which files are damaged. */
final class MutatedInputs {

  private static final int CHANGES_MAX = 4;

  private static final List<byte[]> SEEDS =
      bytes(
          "{:process 0, :type :invoke, :f :cas, :value [1 2]}\n{:process 0 :type :ok :f :cas}\n",
          "[{:index 0, :process 3, :type :invoke, :f :read, :value nil, :time 12345678901}\n"
              + " {:index 1, :process 3, :type :info, :f :read, :value nil, :error [:t \"out\"]}]",
          "#jepsen.history.Op{:index 0, :time 7, :type :invoke, :process :nemesis, :f :kill}\n"
              + "#jepsen.history.Op{:index 1, :time 8, :type :invoke, :process 1, :f :txn,"
              + " :value [[:append 1 2N] [:r #{a \\b 1/2} ##NaN]]}",
          "; a comment\n(#_ {:a 1} {:process 1, \"type\" \"invoke\", :f :x/y, :value #inst"
              + " \"2026-01-01\", :é {:k -1.5e3M nil (\"\\u00e9\\n\" 𝄞)}})",
          "{:process 0, :type :invoke, :f :poll, :value [[:poll {0 [[0 \"b\"] [1 \"a\"]]}]]}",
          "INFO  jepsen.util - 0\t:invoke\t:write\t4\nINFO  jepsen.util - 0\t:ok\t:write\t4\n",
          "2026-01-01 10:00:00,123{GMT}\tINFO\t[main] jepsen.core: Run\n"
              + "INFO  jepsen.util - :nemesis\t:info\t:start\t\"Cut [#]\"\r\n"
              + "INFO  jepsen.util - 12\t:invoke\t:cas\t[0 4]\t:timed-out",
          "[{\"process\":0,\"type\":\"invoke\",\"f\":\"cas\",\"value\":[1,2.5e3,-0,null,true]},\n"
              + "{\"process\":0,\"type\":\"ok\",\"f\":\"cas\",\"error\":{\"a\":\"\\ud834\\uDD1E\\n\"}}]",
          "{\"process\":3,\"type\":\"invoke\",\"f\":\"read\",\"value\":null,\"time\":123456}\n"
              + "{\"process\":3,\"type\":\"ok\",\"f\":\"read\",\"value\":4,\"time\":1234567890123}\n",
          "{\"process\":12,\"type\":\"invoke\",\"f\":\"send\",\"value\":[[\"send\",3,12345]]}\n"
              + "{\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"é𝄞\",\"value\":{\"\":{}}}",
          "\uFEFF {\"a\":[[[[[]]]]], \"process\" : 1, \"type\" : \"fail\", \"f\" : \"\\\"\"}");

  private static final List<byte[]> TOKENS =
      bytes(
          "{",
          "}",
          "[",
          "]",
          "(",
          ")",
          "#",
          "#_",
          "#{",
          "##",
          "#a ",
          "\"",
          "\\",
          "\\u",
          ":",
          ",",
          ";",
          "\n",
          "\r",
          "\t",
          " ",
          "\0",
          "-",
          "+",
          "0",
          "9",
          "1e999",
          ".",
          "/",
          "N",
          "M",
          "nil",
          "null",
          "true",
          ":process ",
          "\"process\":",
          ":nemesis",
          ":type :info",
          "\"type\":\"info\"",
          "9223372036854775808",
          "12345678",
          "INFO  jepsen.util - ",
          "é",
          "𝄞",
          "\u0085",
          "[[[[[[[[[[[[[[[[",
          "{:a {:a {:a {:a {:a ",
          "#_ #_ #_ #_ ",
          "\uFEFF");

  private static final String BRACKETS = "{}[]()\"#:;,\\ \n";

  private final SplittableRandom random;

  MutatedInputs(long seed) {
    random = new SplittableRandom(seed);
  }

  private static List<byte[]> bytes(String... texts) {
    return List.of(texts).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** The next one; most have a few hundred bytes. */
  byte[] next() {
    byte[] input = any(SEEDS);
    for (int changes = 1 + random.nextInt(CHANGES_MAX); changes > 0; changes--) {
      input = changed(input);
    }
    return input;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private byte[] changed(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(Math.min(input.length - from, 40) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> set(input, from, input.length == from ? 0 : input[from] ^ 1 << random.nextInt(8));
      case 1 -> set(input, from, random.nextInt(256));
      case 2 -> spliced(input, from, to, new byte[0], 0, 0);
      case 3 -> spliced(input, from, from, input, from, to);
      case 4 -> spliced(input, from, input.length, new byte[0], 0, 0);
      case 5 -> {
        byte[] other = any(SEEDS);
        int begin = random.nextInt(other.length);
        yield spliced(
            input, from, to, other, begin, begin + random.nextInt(other.length - begin) + 1);
      }
      case 6 -> bracketChanged(input, from);
      default -> {
        byte[] token = any(TOKENS);
        yield spliced(input, from, random.nextBoolean() ? from : to, token, 0, token.length);
      }
    };
  }

  private static byte[] set(byte[] input, int at, int value) {
    byte[] changed = input.clone();
    if (at < input.length) {
      changed[at] = (byte) value;
    }
    return changed;
  }

  private byte[] bracketChanged(byte[] input, int from) {
    int at = from;
    while (at < input.length && BRACKETS.indexOf(input[at]) < 0) {
      at++;
    }
    return set(input, at, BRACKETS.charAt(random.nextInt(BRACKETS.length())));
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] other, int begin, int end) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(input, 0, from);
    changed.write(other, begin, end - begin);
    changed.write(input, to, input.length - to);
    return changed.toByteArray();
  }
}
