package org.acksiom.linearizability.history;

import java.io.IOException;

/** Reads events from EDN: a vector or list of maps, or maps one after another. */
final class EdnEvents<X extends Exception> {

  private static final String MAP = "a map such as {:process 0, :type :invoke, :f :read}";

  private final Utf8Text text;
  private final EdnReader edn;
  private final Allowance allowance;
  private final EventFields fields;
  private final Destination<X> destination;

  EdnEvents(Utf8Text text, ReadLimits limits, Allowance allowance, Destination<X> destination) {
    this.text = text;
    this.edn = new EdnReader(text, limits, allowance);
    this.allowance = allowance;
    this.fields = new EventFields(text.file(), false);
    this.destination = destination;
  }

  void read() throws IOException, X {
    boolean any = false;
    for (int c = nextAtTop(); c >= 0; c = nextAtTop()) {
      if (c == '[' || c == '(') {
        if (any) {
          throw text.wrong("nothing but maps after a map", EdnReader.at(c, text));
        }
        text.read();
        while (edn.more(c == '[' ? ']' : ')')) {
          event();
        }
        int rest = nextAtTop();
        if (rest >= 0) {
          throw text.wrong("nothing after the history", EdnReader.at(rest, text));
        }
        return;
      }
      event();
      any = true;
    }
    if (!any) {
      throw text.wrong("a history", text.end());
    }
  }

  private int nextAtTop() throws IOException {
    int c = edn.skipBlank();
    while (edn.isDiscard(c)) {
      edn.discard();
      c = edn.skipBlank();
    }
    return c;
  }

  private void event() throws IOException, X {
    if (text.peek() == '{' && destination.takes(text, HistoryFormat.EDN)) {
      return;
    }
    long left = allowance.left();
    int line = text.line();
    int column = text.column();
    if (text.peek() == '#') {
      edn.tag();
    }
    if (text.peek() != '{') {
      throw text.wrong(MAP, EdnReader.at(text.peek(), text));
    }
    text.read();
    allowance.take(Allowance.EVENT, text);
    fields.begin(line, column);
    while (edn.more('}')) {
      int keyLine = text.line();
      int keyColumn = text.column();
      Object key = edn.value();
      String name;
      if (key instanceof Keyword keyword) {
        name = keyword.name();
      } else if (key instanceof String string) {
        name = string;
      } else {
        throw new HistoryFormatException(
            text.file(), keyLine, keyColumn, "a keyword as the name of a field", Edn.print(key));
      }
      edn.skipBlank();
      int valueLine = text.line();
      int valueColumn = text.column();
      fields.set(name, edn.valueOf(key), valueLine, valueColumn);
      allowance.take(Allowance.MAP_ENTRY, text);
    }
    destination.put(fields.event(), line, column, allowance, left);
  }
}
