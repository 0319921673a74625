package org.acksiom.kafka.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/** Draws plans: the same settings and random numbers, the same plan. */
public final class PlanGenerator {
  private static final List<FaultModel> MODELS =
      List.of(FaultModel.NETWORK, FaultModel.CRASH, FaultModel.PARTITION);
  private static final int STEPS_MAX = 4;

  /** From what nobody notices to what outlasts the brokers' session and the followers' lag. */
  private static final int[] MILLIS = {100, 300, 1_000, 2_000, 5_000, 8_000};

  private static final int[] RECORDS = {20, 40, 80};
  private static final int[] PACES = {5, 20, 50};
  private static final int[] REQUEST_TIMEOUTS = {500, 1_500};
  private static final int[] DELIVERY_TIMEOUTS = {2_000, 10_000};

  private final int brokers;
  private final boolean forked;

  /**
   * @param brokers of the cluster, at least 3
   * @param forked whether they can be killed and paused
   */
  public PlanGenerator(int brokers, boolean forked) {
    this.brokers = brokers;
    this.forked = forked;
  }

  /** Draws a plan for these settings, of one to four steps under a fault model drawn, too. */
  public Plan draw(DeliverySettings settings, Random random) {
    Load load = load(settings, random);
    FaultModel model = MODELS.get(random.nextInt(MODELS.size()));
    List<Nemesis> nemeses =
        Arrays.stream(Nemesis.values())
            .filter(nemesis -> model.includes(nemesis.faults()))
            .filter(nemesis -> forked || !nemesis.needsProcess())
            .filter(
                nemesis ->
                    settings.acks() != Acks.NONE
                        || !nemesis.frame().filter(Countable.ACK::equals).isPresent())
            .toList();
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(STEPS_MAX);
    for (int i = 0; i < count; i++) {
      steps.add(step(nemeses.get(random.nextInt(nemeses.size())), settings, load, random));
    }
    return new Plan(settings, load, steps);
  }

  private Load load(DeliverySettings settings, Random random) {
    boolean isShort = random.nextInt(3) == 0;
    return new Load(
        1 + random.nextInt(3),
        one(RECORDS, random),
        1 + random.nextInt(3),
        Math.max(settings.minInsyncReplicas(), 2 + random.nextInt(2)),
        random.nextInt(3),
        one(PACES, random),
        isShort ? one(REQUEST_TIMEOUTS, random) : Load.AMPLE_REQUEST_TIMEOUT_MILLIS,
        isShort ? one(DELIVERY_TIMEOUTS, random) : Load.AMPLE_DELIVERY_TIMEOUT_MILLIS);
  }

  private Step step(Nemesis nemesis, DeliverySettings settings, Load load, Random random) {
    int sends = load.producers() * load.records();
    Countable countable = nemesis.frame().orElseGet(() -> countable(settings, load, random));
    return new Step(
        nemesis,
        nemesis.frame().isPresent() ? 0 : 1 + random.nextInt(brokers),
        nemesis.lasts() ? one(MILLIS, random) : 0,
        countable,
        1 + random.nextInt(sends));
  }

  private static Countable countable(DeliverySettings settings, Load load, Random random) {
    List<Countable> possible = new ArrayList<>(List.of(Countable.SEND, Countable.PRODUCE_REQUEST));
    if (settings.acks() != Acks.NONE) {
      possible.add(Countable.ACK);
    }
    if (load.consumers() > 0) {
      possible.add(Countable.FETCH);
    }
    return possible.get(random.nextInt(possible.size()));
  }

  private static int one(int[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }
}
