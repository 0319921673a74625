package org.acksiom.kafka.workload;

import java.util.Locale;
import java.util.Random;
import org.acksiom.kafka.proxy.Frame.Direction;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.apache.kafka.common.protocol.ApiKeys;

/** One way in which a run against real Kafka goes wrong. */
public enum Scenario {
  /** Nothing goes wrong. */
  FAULTLESS(FaultModel.NONE) {
    @Override
    FrameRule rule(int first, int window) {
      return FrameRule.FORWARD_ALL;
    }
  },

  /** A broker's answer to a produce request is lost and the connection breaks. */
  ACK_LOST(FaultModel.NETWORK) {
    @Override
    FrameRule rule(int first, int window) {
      return FrameRule.onNth(first, Direction.RESPONSE, ApiKeys.PRODUCE, FrameAction.CLOSE);
    }
  },

  /** A produce request is lost and the connection breaks. */
  REQUEST_LOST(FaultModel.NETWORK) {
    @Override
    FrameRule rule(int first, int window) {
      return FrameRule.onNth(first, Direction.REQUEST, ApiKeys.PRODUCE, FrameAction.CLOSE);
    }
  },

  /**
   * As many produce requests as the producer has in flight are lost, and then the connection
   * breaks.
   */
  IN_FLIGHT_LOST(FaultModel.NETWORK) {
    @Override
    FrameRule rule(int first, int window) {
      FrameRule cut =
          FrameRule.onNth(
              first + window - 1, Direction.REQUEST, ApiKeys.PRODUCE, FrameAction.CLOSE);
      FrameRule swallow =
          FrameRule.onNth(first, Direction.REQUEST, ApiKeys.PRODUCE, FrameAction.BLACKHOLE);
      return cut.orElse(swallow);
    }
  };

  private final FaultModel faults;

  Scenario(FaultModel faults) {
    this.faults = faults;
  }

  /** The weakest fault model under which this can happen. */
  public FaultModel faults() {
    return faults;
  }

  /** The name in reports and files: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The network's part for a producer with these settings.
   *
   * @param records how many it sends
   * @param random which of the requests the fault meets
   * @throws IllegalArgumentException if there are fewer records than it may have in flight
   */
  FrameRule rule(DeliverySettings settings, int records, Random random) {
    int window = settings.maxInFlight();
    if (records < window) {
      throw new IllegalArgumentException(
          "records: expected at least " + window + ", found " + records);
    }
    return rule(1 + random.nextInt(records - window + 1), window);
  }

  /**
   * The network's part.
   *
   * @param first the produce request or response that the fault meets first, counted from 1
   * @param window how many requests the producer may have in flight
   */
  abstract FrameRule rule(int first, int window);
}
