package org.acksiom.linearizability.history;

import java.util.Locale;

/** The written forms of a history. */
public enum HistoryFormat {
  /** Jepsen's EDN: a vector or list of maps, or maps one after another. */
  EDN,
  /**
   * Lines of Jepsen's log, {@code … - PROCESS :TYPE :F VALUE}, optionally with an error after the
   * value; the lines of other loggers are passed over.
   */
  LOG,
  /** A JSON array of objects. */
  JSON,
  /** One JSON object a line. */
  NDJSON;

  /** The name on the command line, such as {@code edn}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
