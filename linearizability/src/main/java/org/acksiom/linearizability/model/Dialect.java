package org.acksiom.linearizability.model;

import org.acksiom.linearizability.history.HistoryFormat;

/**
 * What those who record histories mean by the same words.
 *
 * <table>
 * <caption>Where they differ</caption>
 * <tr><th>in the history</th><th>{@link #KNOSSOS}</th><th>{@link #JEPSEN_LOG}</th>
 *     <th>{@link #RECORDED}</th></tr>
 * <tr><td>a {@code cas} that ends in {@code fail} with the pair it was invoked with</td>
 *     <td>never happened</td><td>found another value than the one it asked for</td>
 *     <td>the same</td></tr>
 * <tr><td>an {@code ok} read of {@code nil}</td><td>the value is unknown</td>
 *     <td>there is no value</td><td>the same</td></tr>
 * <tr><td>a register's value before the first write</td><td>0</td><td>{@code nil}</td>
 *     <td>{@code nil}</td></tr>
 * <tr><td>a key's value before the first put and after a delete</td><td>{@code ""}</td>
 *     <td>{@code ""}</td><td>{@code nil}</td></tr>
 * </table>
 *
 * <p>In all of them, everything else that ends in {@code fail} never happened, an {@code info}
 * operation may take effect at any later time or never, and a read that ends in {@code info} tells
 * nothing.
 *
 * <p>Sources: Knossos' models and its tests of its recorded histories; Porcupine's readers of the
 * etcd logs and of its key-value histories.
 */
public enum Dialect {
  /** EDN and JSON histories, as Knossos reads them. */
  KNOSSOS,
  /** Lines of Jepsen's log, as Porcupine reads them. */
  JEPSEN_LOG,
  /** What a {@link org.acksiom.linearizability.recorder.Recorder} wrote down in a test. */
  RECORDED;

  /**
   * The dialect in which histories of a form are recorded.
   *
   * @param format that of the file
   */
  public static Dialect of(HistoryFormat format) {
    return format == HistoryFormat.LOG ? JEPSEN_LOG : KNOSSOS;
  }

  boolean failedCasIsObserved() {
    return this != KNOSSOS;
  }

  boolean nilIsUnknown() {
    return this == KNOSSOS;
  }

  Object registerStart() {
    return this == KNOSSOS ? Long.valueOf(0) : null;
  }

  Object keyStart() {
    return this == RECORDED ? null : "";
  }
}
