package org.acksiom.kafka.sender;

import java.util.Optional;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.simulator.Action;

/**
 * A way in which Kafka's producer and ours part.
 *
 * @param action what both were given
 * @param error the error in the answer, if it was one with an error
 * @param difference in what they differ then
 */
public record Divergence(Action action, Optional<ErrorCode> error, Difference difference) {

  /** One line, such as {@code ProducerReceives INVALID_PRODUCER_EPOCH: THEIRS_DECIDES_MORE}. */
  @Override
  public String toString() {
    return action.specName() + error.map(each -> " " + each).orElse("") + ": " + difference;
  }
}
