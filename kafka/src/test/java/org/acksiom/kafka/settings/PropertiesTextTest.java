package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acksiom.kafka.settings.PropertiesText.Assignment;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

  @Property(tries = 5000)
  void readsAnyTextAsJavaUtilPropertiesDoes(@ForAll("texts") String text) throws IOException {
    Properties expected = new Properties();
    try {
      expected.load(new StringReader(text));
    } catch (IllegalArgumentException malformedUnicode) {
      assertThatThrownBy(() -> PropertiesText.read("f", text))
          .isInstanceOf(SettingsException.class);
      return;
    }
    Map<Object, Object> read = lastOfEach(text);
    if (text.matches("(?s).*\\\\\\R")) { // a last line of nothing but a backslash sets "" to ""
      expected.remove("");
      read.remove("");
    }
    assertThat(read).isEqualTo(expected);
  }

  /** Characters that mean something to the syntax are as frequent as all others together. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> syntax =
        Arbitraries.of(
            "\\", "\\", "\n", "\r", "\r\n", "=", ":", " ", "\t", "\f", "#", "!", "\\\n", "\\u0041",
            "\\u");
    Arbitrary<String> other =
        Arbitraries.of("a", "b", "u", "n", "t", "0", "4", "acks", "é", "\u0661");
    return Arbitraries.oneOf(syntax, other)
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 300)
  void everyPlaceIsWhereTheNameAndTheValueStand(@ForAll("tidyLines") List<String> lines)
      throws SettingsException {
    String[] text = lines.toArray(String[]::new);
    for (Assignment assignment : PropertiesText.read("f", String.join("\n", text))) {
      assertThat(text[assignment.nameAt().line() - 1].substring(assignment.nameAt().column() - 1))
          .startsWith(assignment.name());
      assertThat(text[assignment.valueAt().line() - 1].substring(assignment.valueAt().column() - 1))
          .startsWith(assignment.value());
    }
  }

  @Provide
  Arbitrary<List<String>> tidyLines() {
    return Arbitraries.of("", "# x", "  a = b", "acks=all", "\tc:d", "e f", "g", "! not \\", "  ")
        .list()
        .ofMaxSize(8);
  }

  @Test
  void continuationLinesKeepTheLineOfEachPart() throws SettingsException {
    assertThat(PropertiesText.read("f", "acks \\\n  = \\\n    all"))
        .containsExactly(
            new Assignment(
                "acks", "all", new Origin.InFile("f", 1, 1), new Origin.InFile("f", 3, 5)));
  }

  @Test
  void repetitionsAreKeptInTheirOrder() throws SettingsException {
    assertThat(PropertiesText.read("f", "a=1\na=2"))
        .extracting(Assignment::value)
        .containsExactly("1", "2");
  }

  @Test
  void malformedUnicodeNamesItsPlace() {
    assertThatThrownBy(() -> PropertiesText.read("f", "a=1\nb=x\\u00g1"))
        .hasMessage("f:2:4: expected four hexadecimal digits after \\u, found 'g'");
    assertThatThrownBy(() -> PropertiesText.read("f", "b=\\u00"))
        .hasMessage("f:1:3: expected four hexadecimal digits after \\u, found the end of the line");
  }

  private static Map<Object, Object> lastOfEach(String text) {
    Map<Object, Object> read = new LinkedHashMap<>();
    try {
      PropertiesText.read("f", text)
          .forEach(assignment -> read.put(assignment.name(), assignment.value()));
    } catch (SettingsException e) {
      throw new AssertionError("java.util.Properties reads it", e);
    }
    return read;
  }
}
