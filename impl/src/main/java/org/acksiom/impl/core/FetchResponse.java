package org.acksiom.impl.core;

import java.util.List;

/** A leader's answer to a {@link FetchRequest}. */
public sealed interface FetchResponse {

  /**
   * The logs agree up to the fetch offset.
   *
   * @param entries what follows, oldest first
   * @param highWatermark the leader's high watermark
   */
  record Records(List<Entry> entries, int highWatermark) implements FetchResponse {}

  /**
   * The logs diverge before the fetch offset.
   *
   * @param end where the leader's log leaves the largest epoch that is not above the follower's
   *     last one
   */
  record Diverging(EpochEnd end) implements FetchResponse {}
}
