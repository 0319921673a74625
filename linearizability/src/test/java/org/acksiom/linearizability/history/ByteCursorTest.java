package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from bytes is taken whole or not at all. */
class ByteCursorTest {

  private static ByteCursor at(String text) {
    return at(text, 32);
  }

  /** So many bytes lie behind what is held, whatever they are. */
  private static ByteCursor at(String text, int behind) {
    byte[] held = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = (text + "7".repeat(behind)).getBytes(StandardCharsets.UTF_8);
    ByteCursor cursor = new ByteCursor(new SharedStrings(), 0);
    cursor.bytes = bytes;
    cursor.limit = held.length;
    return cursor;
  }

  @Property
  void integersAreTakenWithTheirValue(
      @ForAll @LongRange(min = -9_999_999_999_999_999L, max = 9_999_999_999_999_999L) long number) {
    ByteCursor cursor = at(number + "]");
    assertThat(cursor.takeInteger()).isTrue();
    assertThat(cursor.integer()).isEqualTo(number);
    assertThat(cursor.peek()).isEqualTo(']');
  }

  @Test
  void integersOfEachLengthAreTaken() {
    for (String digits = "9";
        digits.length() <= 16;
        digits += digits.length() % 2 == 0 ? "8" : "0") {
      ByteCursor cursor = at(digits + " ");
      assertThat(cursor.takeInteger()).as(digits).isTrue();
      assertThat(cursor.integer()).isEqualTo(Long.parseLong(digits));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "12",
        "01 ",
        "-01 ",
        "--1 ",
        "+1 ",
        "1.5 ",
        "1e5 ",
        "1N ",
        "1/2 ",
        "12a ",
        "a ",
        "12345678901234567 ",
        ": ",
        "/ ",
        "1: ",
        "1/ ",
        "12345678: ",
        "1\u00e9 ",
        "] "
      })
  void whatIsNoPlainIntegerIsLeft(String text) {
    ByteCursor cursor = at(text);
    int next = cursor.peek();
    assertThat(cursor.takeInteger()).isFalse();
    assertThat(cursor.peek()).isEqualTo(next);
    assertThat(cursor.position).isZero();
  }

  @Test
  void integerAtTheEndOfTheBytesIsLeft() {
    assertThat(at("1 ", 0).takeInteger()).isFalse();
    assertThat(at("1 ", 16).takeInteger()).isTrue();
  }

  @Property
  void stringsAreTakenUpToTheirQuote(@ForAll @StringLength(max = 40) String text) {
    String plain =
        text.codePoints()
            .filter(c -> c >= ' ' && c != '"' && c != '\\' && !(c >= 0xD800 && c <= 0xDFFF))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    for (int behind : new int[] {0, 1, 9}) {
      ByteCursor cursor = at('"' + plain + "\":", behind);
      assertThat(cursor.takeString()).isTrue();
      assertThat(cursor.string()).isEqualTo(plain);
      assertThat(cursor.stringIs(plain.getBytes(StandardCharsets.UTF_8))).isTrue();
      assertThat(cursor.take(':')).isTrue();
    }
  }

  @Test
  void stringsWithAnythingSpecialAreLeft() {
    for (int length = 0; length < 20; length++) {
      for (String special : new String[] {"\\n", "\n", "\t", "\u0000", "\u001F"}) {
        ByteCursor cursor = at('"' + "x".repeat(length) + special + "yyyyyyyyyyyy\"");
        assertThat(cursor.takeString()).isFalse();
        assertThat(cursor.peek()).isEqualTo('"');
      }
    }
    assertThat(at("\"unclosed").takeString()).isFalse();
    assertThat(at("x\"").takeString()).isFalse();
    assertThat(at("").takeString()).isFalse();
  }

  @Test
  void textsAreTakenWholeOrNotAtAll() {
    ByteCursor cursor = at("{\"a\" \t :x");
    assertThat(cursor.take("{\"b".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(cursor.take("{\"a\"".getBytes(StandardCharsets.UTF_8))).isTrue();
    cursor.skipSpaces();
    assertThat(cursor.take('x')).isFalse();
    assertThat(cursor.take(':')).isTrue();
    assertThat(cursor.take("x7".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(cursor.take('x')).isTrue();
    assertThat(cursor.peek()).isEqualTo(-1);
    assertThat(cursor.take('7')).isFalse();
  }

  @Test
  void bytesOfAStringCanBeLookedAt() {
    ByteCursor cursor = at("\"k\u00e9\"");
    assertThat(cursor.takeString()).isTrue();
    assertThat(cursor.stringLength()).isEqualTo(3);
    assertThat(cursor.stringByte(0)).isEqualTo('k');
    assertThat(cursor.stringByte(2)).isEqualTo(0xA9);
  }

  /** Strings whose slots, ends and lengths collide are still told apart. */
  @Property
  void sharedStringsAreWhatTheBytesSay(@ForAll @StringLength(max = 20) String text) {
    SharedStrings shared = new SharedStrings();
    byte[] bytes = (text + text + "\0").getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from++) {
      for (int to = from; to <= bytes.length; to++) {
        assertThat(shared.of(bytes, from, to))
            .isEqualTo(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      }
    }
  }
}
