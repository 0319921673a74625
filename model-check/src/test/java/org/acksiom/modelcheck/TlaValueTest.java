package org.acksiom.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlaValueTest {

  private static TlaValue parsed(String text) {
    try {
      return TlaValue.parse(text);
    } catch (TlaSyntaxException e) {
      throw new AssertionError(text, e);
    }
  }

  @Provide
  Arbitrary<TlaValue> values() {
    return TlaValues.any();
  }

  @Property(tries = 500)
  void whatIsPrintedReadsBackAsTheSameValue(@ForAll("values") TlaValue value) throws Exception {
    assertThat(TlaValue.parse(value.toString())).isEqualTo(value).hasToString(value.toString());
  }

  @Property(tries = 500)
  void theOrderIsTotalAndAgreesWithEquality(
      @ForAll("values") TlaValue a, @ForAll("values") TlaValue b, @ForAll("values") TlaValue c) {
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
      assertThat(a.compareTo(c)).isLessThanOrEqualTo(0);
    }
  }

  /** Extensionality, computed from what the values print rather than from how they compare. */
  @Property(tries = 300)
  void equalityIsThatOfTheGraphsOfFunctions(
      @ForAll("values") TlaValue a, @ForAll("values") TlaValue b) {
    assertThat(a.equals(b)).isEqualTo(graph(a).equals(graph(b)));
    if (a.equals(b)) {
      assertThat(a).hasSameHashCodeAs(b);
    }
  }

  /** A value with every function spelled out as a mapping, whatever its form. */
  private static Object graph(TlaValue value) {
    Map<Object, Object> graph = new HashMap<>();
    if (value instanceof TlaValue.Tuple tuple) {
      int index = 0;
      for (TlaValue element : tuple.elements()) {
        index++;
        graph.put(new TlaValue.Int(index), graph(element));
      }
    } else if (value instanceof TlaValue.Record record) {
      record.fields().forEach((name, v) -> graph.put(new TlaValue.Str(name), graph(v)));
    } else if (value instanceof TlaValue.Function function) {
      function.mapping().forEach((key, v) -> graph.put(graph(key), graph(v)));
    } else if (value instanceof TlaValue.FiniteSet set) {
      return new java.util.HashSet<>(set.elements().stream().map(TlaValueTest::graph).toList());
    } else {
      return value;
    }
    return graph;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "<<7, 8>>;                    (1 :> 7 @@ 2 :> 8)",
        "<<7, 8>>;                    (2 :> 8 @@ 1 :> 7)",
        "[a |-> 1, b |-> 2];          (\"b\" :> 2 @@ \"a\" :> 1)",
        "{1, 2, 3};                   1..3",
        "{3, 1, 2, 1};                1..3",
        "{};                          2..1",
        "<<>>;                        << >>",
        "(1 :> 5);                    <<5>>",
        "(0 :> 5 @@ 0 :> 6);          (0 :> 5)",
        "{<<1>>, (1 :> 1)};           {<<1>>}",
        "{2147483646, 2147483647};    2147483646..2147483647",
        "{-2, -1, 0};                 -2..0",
      })
  void differentTextsOfOneValueAreEqual(String one, String other) {
    assertThat(parsed(one)).isEqualTo(parsed(other)).hasSameHashCodeAs(parsed(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "<<1, 2>>;      <<2, 1>>",
        "{1};           <<1>>",
        "\"a\";         a",
        "1;             \"1\"",
        "TRUE;          \"TRUE\"",
        "[a |-> 1];     [b |-> 1]",
        "(0 :> 1);      <<1>>",
        "{};            <<>>",
      })
  void differentValuesAreNotEqual(String one, String other) {
    assertThat(parsed(one)).isNotEqualTo(parsed(other));
  }

  @Test
  void aValueMaySpreadOverLines() {
    assertThat(
            parsed(
                """
                ( r1 :>
                      [ log |->
                            << [id |-> "m1"],
                               [id |-> "m2"] >>,
                        hw |-> 1..2 ] @@
                  r2 :> {} )
                """))
        .hasToString(
            "(r1 :> [hw |-> {1, 2}, log |-> <<[id |-> \"m1\"], [id |-> \"m2\"]>>] @@ r2 :> {})");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "<<1, 2;              value:1:7: expected ',' or '>>', found the end",
        "[a -> 1];            value:1:4: expected '|->', found '-> 1]'",
        "[];                  value:1:2: expected a field, found ']'",
        "{1 2};               value:1:4: expected ',' or '}', found '2}'",
        "(1 :> 2;             value:1:8: expected '@@' or ')', found the end",
        "(1);                 value:1:3: expected ':>', found ')'",
        "\"a;                 value:1:1: expected a closing quote on the same line, found '\"a'",
        "\"a\\z\";            value:1:3: expected one of \\\" \\\\ \\t \\n \\f \\r, found '\\z'",
        "- x;                 value:1:3: expected an integer, found 'x'",
        "1..;                 value:1:4: expected an integer, found the end",
        "2147483648;          value:1:1: expected an integer of TLC, which has 32 bits, found 2147483648",
        "1 2;                 value:1:3: expected the end of the value, found '2'",
        "?;                   value:1:1: expected a value, found '?'",
        "[a |-> 1, a |-> 2];  value:1:11: expected each field once, found a second 'a'",
        "1..99999999;         value:1:1: expected intervals of at most 1000000 elements in all, found 1..99999999",
        "{1..999999, 1..9};   value:1:13: expected intervals of at most 1000000 elements in all, found 1..9",
      })
  void damageIsReportedWhereItIs(String text, String message) {
    assertThatThrownBy(() -> TlaValue.parse(text))
        .isInstanceOf(TlaSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void damageOnALaterLineIsReportedThere() {
    assertThatThrownBy(() -> TlaValue.parse("<<1,\n  2,\n  ?>>"))
        .isInstanceOfSatisfying(
            TlaSyntaxException.class,
            e -> assertThat(List.of(e.line(), e.column())).containsExactly(3, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<", "{", "(", "[a|->"})
  void absurdNestingIsAnErrorAndNoStackOverflow(String open) {
    assertThatThrownBy(() -> TlaValue.parse(open.repeat(1_000_000)))
        .isInstanceOf(TlaSyntaxException.class)
        .hasMessageContaining("at most 500 nested values");
  }

  @Test
  void aLongValueIsNoDeepOne() throws Exception {
    assertThat(TlaValue.parse("<<" + "{}, ".repeat(1_000) + "{}>>"))
        .isInstanceOfSatisfying(
            TlaValue.Tuple.class, tuple -> assertThat(tuple.elements()).hasSize(1_001));
  }

  @Test
  void aStringIsPrintedWithTheEscapesOfTla() {
    assertThat(new TlaValue.Str("\t\n\f\r\"\\é")).hasToString("\"\\t\\n\\f\\r\\\"\\\\é\"");
  }

  @Property(tries = 300)
  void aValueWithACharacterLeftOutIsReadOrRefusedAndNothingElse(
      @ForAll("values") TlaValue value, @ForAll @IntRange(max = 200) int position) {
    StringBuilder text = new StringBuilder(value.toString());
    text.deleteCharAt(position % text.length());
    try {
      TlaValue.parse(text.toString());
    } catch (TlaSyntaxException e) {
      assertThat(e).hasMessageStartingWith("value:1:");
    }
  }

  @Property(tries = 500)
  void arbitraryTextIsReadOrRefusedAndNothingElse(@ForAll String text) {
    try {
      TlaValue.parse(text);
    } catch (TlaSyntaxException e) {
      assertThat(e).hasMessageStartingWith("value:");
    }
  }

  @Test
  void aValueHasOneFormOnly() {
    TreeMap<TlaValue, TlaValue> sequence = new TreeMap<>(Map.of(new TlaValue.Int(1), parsed("5")));
    TreeMap<TlaValue, TlaValue> record = new TreeMap<>(Map.of(new TlaValue.Str("a"), parsed("5")));
    assertThatThrownBy(() -> new TlaValue.Function(sequence))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TlaValue.Function(record))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TlaValue.Function(new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TlaValue.Record(new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TlaValue.ModelValue("TRUE"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TlaValue.ModelValue("a b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
