package org.acksiom.impl.simulator;

import java.util.List;

/**
 * What can happen in one step: the actions of the TLA+ module {@code KafkaDelivery}, in the order
 * of its {@code Next}.
 */
public enum Action {
  PRODUCER_SENDS("ProducerSends"),
  PRODUCER_RECEIVES("ProducerReceives", "broker"),
  PRODUCER_GIVES_UP("ProducerGivesUp", "record"),
  PRODUCER_REFRESHES_METADATA("ProducerRefreshesMetadata"),
  CONNECTION_BREAKS("ConnectionBreaks", "broker", "arriving"),
  LEADER_APPENDS("LeaderAppends", "broker"),
  LEADER_RECOGNISES_DUPLICATE("LeaderRecognisesDuplicate", "broker"),
  BROKER_REJECTS("BrokerRejects", "broker"),
  LATE_REQUEST_ARRIVES("LateRequestArrives", "broker", "connection"),
  LEADER_ACKNOWLEDGES("LeaderAcknowledges", "broker"),
  CONSUMER_READS("ConsumerReads", "leader"),
  LEADER_ANSWERS_FETCH("LeaderAnswersFetch", "leader", "follower"),
  FOLLOWER_RECEIVES("FollowerReceives", "follower"),
  LEADER_EXPANDS_ISR("LeaderExpandsIsr", "leader", "follower"),
  LEADER_SHRINKS_ISR("LeaderShrinksIsr", "leader", "follower"),
  BROKER_LEARNS("BrokerLearns", "broker"),
  BROKER_CRASHES("BrokerCrashes", "broker", "lost"),
  BROKER_RESTARTS("BrokerRestarts", "broker", "elected"),
  CONTROLLER_ALTERS_PARTITION("ControllerAltersPartition", "leader"),
  CONTROLLER_REFUSES("ControllerRefuses", "leader"),
  CONTROLLER_FENCES("ControllerFences", "broker", "elected"),
  CONTROLLER_UNFENCES("ControllerUnfences", "broker", "elected");

  private final String specName;
  private final List<String> parameters;

  Action(String specName, String... parameters) {
    this.specName = specName;
    this.parameters = List.of(parameters);
  }

  /** The action's name in the specification. */
  public String specName() {
    return specName;
  }

  /** The names of its parameters, at most two. */
  public List<String> parameters() {
    return parameters;
  }

  /**
   * The action of that name.
   *
   * @throws IllegalArgumentException if the specification has none of that name
   */
  public static Action of(String specName) {
    for (Action action : values()) {
      if (action.specName.equals(specName)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "expected an action of KafkaDelivery, found '" + specName + "'");
  }
}
