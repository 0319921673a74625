package org.acksiom.linearizability.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Jackson takes for a value this reader takes for the same value, and nothing else. */
class JsonAgainstJacksonTest {

  private static final int DOCUMENTS = 100_000;
  private static final JsonFactory JACKSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-0.0",
          "7",
          "-12",
          "12345678",
          "123456789",
          "1234567890123456",
          "12345678901234567",
          "9223372036854775807",
          "-9223372036854775808",
          "1.5",
          "0.1",
          "-1e-7",
          "1E+3",
          "123456.789012345678",
          "4.9e-324",
          "1.7976931348623157e308",
          "\"\"",
          "\"a\"",
          "\"process\"",
          "\"\\u0041\\ud834\\udd1e\\n\\\"\\\\\\/\"",
          "\"é𝄞\"",
          "\"\\ud800\"",
          "\"a longer text that is no name\"",
          "\"\u007f\"");

  private static final List<String> DAMAGE =
      List.of(
          "", "", "", ",", ":", "\"", "\\", "[", "]", "{", "}", "0", ".", "e", "-", "\t", "\n", "x",
          "\u0001", " ");

  @Test
  void bothReadTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(8259);
    int valid = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      StringBuilder text = new StringBuilder();
      value(random, 3, text);
      if (random.nextInt(3) == 0) {
        int at = random.nextInt(text.length());
        String damage = DAMAGE.get(random.nextInt(DAMAGE.size()));
        text.replace(at, at + random.nextInt(2), damage);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      Object expected = jackson(bytes);
      assertThat(ours(bytes)).as(text.toString()).isEqualTo(expected);
      valid += expected == Refused.REFUSED ? 0 : 1;
    }
    assertThat(valid).isBetween(DOCUMENTS / 2, DOCUMENTS * 9 / 10);
  }

  private enum Refused {
    REFUSED
  }

  private static Object ours(byte[] text) throws IOException {
    ReadLimits limits = ReadLimits.ofMemory(1 << 20);
    Utf8Text source = new Utf8Text("h", new ByteArrayInputStream(text));
    JsonReader reader = new JsonReader(source, limits, new Allowance(1 << 20));
    try {
      Object value = reader.value();
      return reader.next() < 0 ? value : Refused.REFUSED;
    } catch (HistoryFormatException e) {
      return Refused.REFUSED;
    }
  }

  private static Object jackson(byte[] text) throws IOException {
    try (JsonParser parser = JACKSON.createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      return parser.nextToken() == null ? value : Refused.REFUSED;
    } catch (JacksonException e) {
      return Refused.REFUSED;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == null) {
      return Refused.REFUSED;
    }
    switch (parser.currentToken()) {
      case START_OBJECT:
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        return map;
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        return list;
      case VALUE_NULL:
        return null;
      case VALUE_NUMBER_INT:
        return parser.getLongValue();
      case VALUE_NUMBER_FLOAT:
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
          throw new InputCoercionException(
              parser, "infinite", JsonToken.VALUE_NUMBER_FLOAT, Double.class);
        }
        return number;
      case VALUE_STRING:
        return parser.getText();
      default:
        return parser.getBooleanValue();
    }
  }

  private static void value(SplittableRandom random, int depth, StringBuilder text) {
    int kind = random.nextInt(depth == 0 ? 2 : 4);
    if (kind < 2) {
      text.append(SCALARS.get(random.nextInt(SCALARS.size())));
      return;
    }
    text.append(kind == 2 ? '[' : '{');
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",").append(" \t\n".repeat(random.nextInt(8) / 7));
      if (kind == 3) {
        text.append('"').append("key".repeat(i)).append(random.nextInt(10)).append("\" :");
      }
      value(random, depth - 1, text);
    }
    text.append(kind == 2 ? ']' : '}');
  }
}
