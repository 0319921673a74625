package org.acksiom.linearizability.assertj;

import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.recorder.Recorder;

/**
 * Where assertions on histories begin; to be imported statically, also beside AssertJ's own {@code
 * assertThat}.
 *
 * <pre>{@code
 * assertThat(recorder).isLinearizable(new CasRegister());
 * }</pre>
 */
public final class LinearizabilityAssertions {
  private LinearizabilityAssertions() {}

  /**
   * Assertions on a history.
   *
   * @param actual the history
   */
  public static HistoryAssert assertThat(History actual) {
    return new HistoryAssert(actual);
  }

  /**
   * Assertions on the history that was recorded so far.
   *
   * @param actual whose history, as far as it was recorded
   */
  public static HistoryAssert assertThat(Recorder actual) {
    return new HistoryAssert(actual == null ? null : actual.history());
  }
}
