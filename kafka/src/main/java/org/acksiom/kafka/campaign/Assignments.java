package org.acksiom.kafka.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;

/** The topic of a run: which brokers have replicas of its partitions, and who leads them. */
final class Assignments {
  private static final int ASK_MILLIS = 10_000;
  private static final int PAUSE_MILLIS = 50;
  private static final int MOVE_BACK_EVERY = 20;

  private final Admin admin;
  private final String topic;
  private final int brokers;

  /** Each partition's replicas, the preferred leader first. */
  private final Map<Integer, List<Integer>> original = new LinkedHashMap<>();

  Assignments(Admin admin, String topic, int brokers, Load load) {
    this.admin = admin;
    this.topic = topic;
    this.brokers = brokers;
    for (int partition = 0; partition < load.partitions(); partition++) {
      int first = partition;
      original.put(
          partition,
          IntStream.range(0, load.replicas()).map(i -> 1 + (first + i) % brokers).boxed().toList());
    }
  }

  List<TopicPartition> partitions() {
    return original.keySet().stream().map(this::partition).toList();
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  void create(Map<String, String> configuration, long deadline)
      throws RunFailed, InterruptedException {
    NewTopic created = new NewTopic(topic, original).configs(configuration);
    try {
      admin.createTopics(List.of(created)).all().get(ASK_MILLIS * 3L, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RunFailed("creation of topic " + topic + ": " + reason(e), e);
    }
    awaitWhole(deadline);
  }

  void delete() throws InterruptedException {
    try {
      admin.deleteTopics(List.of(topic)).all().get(ASK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It stays, and costs the cluster a little.
    }
  }

  /**
   * Returns when all partitions have their original replicas and no others, all of them in the ISR,
   * and a leader. What was moved away is moved back.
   */
  void awaitWhole(long deadline) throws RunFailed, InterruptedException {
    String found = "nothing";
    int whole = 0;
    for (int asked = 0; whole < 2; asked++) {
      if (System.nanoTime() > deadline) {
        throw new RunFailed("topic " + topic + " did not become whole: " + found);
      }
      try {
        TopicDescription description =
            admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(ASK_MILLIS, TimeUnit.MILLISECONDS)
                .get(topic);
        found = description.partitions().toString();
        whole = description.partitions().stream().allMatch(this::isWhole) ? whole + 1 : 0;
        if (asked % MOVE_BACK_EVERY == 0
            && !description.partitions().stream().allMatch(this::isAtHome)) {
          moveBack();
        }
      } catch (ExecutionException | TimeoutException e) {
        found = reason(e);
        whole = 0;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private boolean isWhole(TopicPartitionInfo info) {
    Set<Integer> isr = info.isr().stream().map(node -> node.id()).collect(Collectors.toSet());
    return info.leader() != null
        && !info.leader().isEmpty()
        && isAtHome(info)
        && isr.equals(Set.copyOf(original.get(info.partition())));
  }

  private boolean isAtHome(TopicPartitionInfo info) {
    Set<Integer> ids = info.replicas().stream().map(node -> node.id()).collect(Collectors.toSet());
    return ids.equals(Set.copyOf(original.get(info.partition())));
  }

  // ---- nemeses

  /** Every partition gets replicas elsewhere, or one less where there is no elsewhere. */
  void moveAwayFrom(int broker) {
    Map<Integer, List<Integer>> targets = new HashMap<>();
    original.forEach(
        (partition, ids) -> {
          List<Integer> others = new ArrayList<>(ids);
          if (others.remove((Integer) broker)) {
            IntStream.rangeClosed(1, brokers)
                .filter(id -> !ids.contains(id))
                .limit(1)
                .forEach(others::add);
            if (!others.isEmpty()) {
              targets.put(partition, others);
            }
          }
        });
    reassign(targets);
  }

  /**
   * What is on the way is cancelled before: a replica that is being added when it is told to go is
   * added and removed at once from then on, and such a reassignment does not end (seen in 4.4.0).
   */
  void moveBack() {
    for (int partition : original.keySet()) {
      ask(
          () ->
              admin
                  .alterPartitionReassignments(Map.of(partition(partition), Optional.empty()))
                  .all());
    }
    reassign(original);
  }

  void elect(int broker) {
    Map<Integer, List<Integer>> targets = new HashMap<>();
    original.forEach(
        (partition, ids) -> {
          if (ids.contains(broker)) {
            List<Integer> order = new ArrayList<>(ids);
            order.remove((Integer) broker);
            order.add(0, broker);
            targets.put(partition, order);
          }
        });
    reassign(targets);
    Set<TopicPartition> partitions =
        targets.keySet().stream().map(this::partition).collect(Collectors.toSet());
    if (!partitions.isEmpty()) {
      ask(() -> admin.electLeaders(ElectionType.PREFERRED, partitions).all());
    }
  }

  private void reassign(Map<Integer, List<Integer>> targets) {
    Map<TopicPartition, Optional<NewPartitionReassignment>> request = new HashMap<>();
    targets.forEach(
        (partition, ids) ->
            request.put(partition(partition), Optional.of(new NewPartitionReassignment(ids))));
    ask(() -> admin.alterPartitionReassignments(request).all());
  }

  /**
   * What a cluster in trouble refuses is not done: whether it is whole in the end is asked then.
   */
  private static void ask(Supplier<KafkaFuture<Void>> question) {
    for (int attempt = 1; attempt <= 3; attempt++) {
      try {
        question.get().get(ASK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException)) {
          return;
        }
      } catch (TimeoutException e) {
        // once more
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
