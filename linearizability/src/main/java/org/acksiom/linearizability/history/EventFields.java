package org.acksiom.linearizability.history;

/** The fields of one event as they are read, from whatever form, checked one by one. */
final class EventFields {

  private static final String NEMESIS = "nemesis";
  private static final String TYPE = "type";
  private static final String PROCESS = "process";
  private static final String FUNCTION = "f";
  private static final String VALUE = "value";

  private final String file;
  private final boolean json;
  private final CompactMap.Builder<String, Object> attributes = new CompactMap.Builder<>();
  private int line;
  private int column;
  private Event.Type type;
  private String function;
  private Object value;
  private boolean valued;
  private Long process;
  private boolean nemesis;

  /** For events of one source; {@code json} decides how names are spelled. */
  EventFields(String file, boolean json) {
    this.file = file;
    this.json = json;
  }

  /** Forgets all fields: the next ones are of the event that begins at the given place. */
  void begin(int atLine, int atColumn) {
    line = atLine;
    column = atColumn;
    attributes.clear();
    type = null;
    function = null;
    value = null;
    valued = false;
    process = null;
    nemesis = false;
  }

  /** Takes a field whose value begins at the given place. */
  void set(String name, Object read, int atLine, int atColumn) throws HistoryFormatException {
    boolean repeated;
    switch (name) {
      case PROCESS -> {
        repeated = process != null || nemesis;
        setProcess(read, atLine, atColumn);
      }
      case TYPE -> {
        repeated = type != null;
        type = typeOf(read, atLine, atColumn);
      }
      case FUNCTION -> {
        repeated = function != null;
        function = name(read);
        if (function == null) {
          throw wrong(atLine, atColumn, "a name as " + spelled(FUNCTION), shown(read));
        }
      }
      case VALUE -> {
        repeated = valued;
        valued = true;
        value = read;
      }
      default -> {
        repeated = attributes.containsKey(name);
        if (!repeated) {
          attributes.put(name, read);
        }
      }
    }
    if (repeated) {
      throw wrong(atLine, atColumn, "one " + spelled(name), "another");
    }
  }

  private void setProcess(Object read, int atLine, int atColumn) throws HistoryFormatException {
    if (read instanceof Long number) {
      process = number;
    } else if (NEMESIS.equals(name(read))) {
      nemesis = true;
    } else {
      String integer = "an integer or " + (json ? "\"" + NEMESIS + "\"" : ":" + NEMESIS);
      throw wrong(atLine, atColumn, integer + " as " + spelled(PROCESS), shown(read));
    }
  }

  private Event.Type typeOf(Object read, int atLine, int atColumn) throws HistoryFormatException {
    String word = name(read);
    switch (word == null ? "" : word) {
      case "invoke":
        return Event.Type.INVOKE;
      case "ok":
        return Event.Type.OK;
      case "fail":
        return Event.Type.FAIL;
      case "info":
        return Event.Type.INFO;
      default:
        throw wrongType(read, atLine, atColumn);
    }
  }

  private HistoryFormatException wrongType(Object read, int atLine, int atColumn) {
    return wrong(
        atLine,
        atColumn,
        String.format(
            "%s of %s, %s, %s or %s",
            spelled(TYPE), spelled("invoke"), spelled("ok"), spelled("fail"), spelled("info")),
        shown(read));
  }

  /** The event; {@code null} if it is one of the nemesis, which is no client. */
  Event event() throws HistoryFormatException {
    if (nemesis) {
      return null;
    }
    if (process == null) {
      throw missing(PROCESS);
    }
    if (type == null) {
      throw missing(TYPE);
    }
    if (function == null) {
      throw missing(FUNCTION);
    }
    return new Event(process, type, function, value, attributes.build());
  }

  private HistoryFormatException missing(String name) {
    return wrong(line, column, "an event with " + spelled(name), "one without");
  }

  private HistoryFormatException wrong(int atLine, int atColumn, String expected, String found) {
    return new HistoryFormatException(file, atLine, atColumn, expected, found);
  }

  private String spelled(String name) {
    return json ? "\"" + name + "\"" : ":" + name;
  }

  private String shown(Object read) {
    return read == null && json ? "null" : Edn.print(read);
  }

  private static String name(Object read) {
    if (read instanceof Keyword keyword) {
      return keyword.name();
    }
    return read instanceof String string ? string : null;
  }
}
