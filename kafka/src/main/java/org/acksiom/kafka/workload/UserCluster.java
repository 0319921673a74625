package org.acksiom.kafka.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection.TopicIdCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A cluster that is somebody else's. Of all that is there nothing is read, changed or deleted but
 * the topics that are created here, and these are deleted by the ids that the cluster gave them.
 * Not thread-safe.
 */
public final class UserCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int CONNECT_LIMIT_MILLIS = 5_000;
  private static final int USUAL_REPLICATION_FACTOR = 3;

  private final ClientProperties properties;
  private final Admin admin;
  private final String id;
  private final int brokers;

  private UserCluster(ClientProperties properties, Admin admin, String id, int brokers) {
    this.properties = properties;
    this.admin = admin;
    this.id = id;
    this.brokers = brokers;
  }

  /**
   * Connects, and asks how many brokers there are. Where nobody listens is soon told.
   *
   * @param bootstrapServers as Kafka's tools take them: {@code host:port}, several with commas
   * @param connection properties for encryption, authentication and the like
   * @throws IllegalArgumentException if Kafka's client refuses the properties, or the cluster
   *     refuses who we are; the message is one line
   * @throws IOException if no broker can be reached, or answers within 20 seconds; the message is
   *     one line
   */
  public static UserCluster connect(String bootstrapServers, Map<String, String> connection)
      throws IOException, InterruptedException {
    ClientProperties properties = new ClientProperties(bootstrapServers, connection);
    Map<String, Object> patient = properties.any();
    patient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    patient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis() / 2);
    Admin admin;
    try {
      requireListener(bootstrapServers);
      admin = Admin.create(patient);
    } catch (KafkaException e) {
      throw new IllegalArgumentException(lastReason(e), e);
    }
    try {
      DescribeClusterResult cluster = admin.describeCluster();
      return new UserCluster(
          properties, admin, cluster.clusterId().get(), cluster.nodes().get().size());
    } catch (ExecutionException e) {
      admin.close(Duration.ZERO);
      if (e.getCause() instanceof AuthenticationException) {
        throw new IllegalArgumentException(lastReason(e), e);
      }
      throw new IOException("no broker answers at " + bootstrapServers + ": " + lastReason(e), e);
    } catch (InterruptedException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /** Kafka's client would try again and again. */
  private static void requireListener(String bootstrapServers) throws IOException {
    List<String> servers = List.of(bootstrapServers.split(",", -1));
    IOException refusal = null;
    for (InetSocketAddress server :
        ClientUtils.parseAndValidateAddresses(servers, ClientDnsLookup.USE_ALL_DNS_IPS)) {
      try (Socket socket = new Socket()) {
        socket.connect(server, CONNECT_LIMIT_MILLIS);
        return;
      } catch (IOException e) {
        refusal = e;
      }
    }
    throw new IOException(
        "no broker answers at " + bootstrapServers + ": " + lastReason(refusal), refusal);
  }

  /** The innermost reason, on one line. */
  static String lastReason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String reason = last.getMessage() == null ? last.toString() : last.getMessage();
    return reason.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** The cluster's id. */
  public String id() {
    return id;
  }

  /** How many brokers it has. */
  public int brokers() {
    return brokers;
  }

  /** How many replicas a partition of ours has: three, if there are as many brokers. */
  public int replicas() {
    return Math.min(brokers, USUAL_REPLICATION_FACTOR);
  }

  /**
   * Creates a topic.
   *
   * @param name of which there must be none
   * @param settings by which it is configured
   * @param partitions one for each run
   * @throws IllegalArgumentException if there is a topic of that name, or can't be one; the message
   *     is one line
   * @throws IOException if the cluster does not let us, or not in time; the message is one line
   * @throws InterruptedException if the thread is interrupted; the topic is deleted then
   */
  public OwnTopic create(String name, DeliverySettings settings, int partitions)
      throws IOException, InterruptedException {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.of((short) replicas()))
            .configs(ClientProperties.topic(settings));
    Uuid topicId;
    try {
      topicId = outcome(admin.createTopics(List.of(topic)).topicId(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        throw new IllegalArgumentException(
            "expected a name that no topic has, found the topic " + name, e);
      }
      if (e.getCause() instanceof InvalidTopicException) {
        throw new IllegalArgumentException(lastReason(e), e);
      }
      throw new IOException(
          "creation of topic " + name + ", which may be there all the same: " + lastReason(e), e);
    }
    OwnTopic own = new OwnTopic(this, name, topicId, settings);
    try {
      for (int partition = 0; partition < partitions; partition++) {
        Torture.awaitLeader(admin, new TopicPartition(name, partition));
      }
      return own;
    } catch (ExecutionException e) {
      throw deleted(own, new IOException("topic " + name + ": " + lastReason(e), e));
    } catch (InterruptedException e) {
      throw deleted(own, e);
    }
  }

  /** Deletes a topic on the way out of a failure, which stays the one that is reported. */
  private static <E extends Exception> E deleted(OwnTopic own, E failure) {
    try {
      own.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** An interruption does not keep it from deleting what it has created. */
  void delete(String name, Uuid topicId) throws IOException {
    try {
      outcome(admin.deleteTopics(TopicIdCollection.ofTopicIds(List.of(topicId))).all());
    } catch (ExecutionException e) {
      throw new IOException(
          "deletion of topic " + name + ", which may be there still: " + lastReason(e), e);
    }
  }

  /**
   * Waits for what a request came to, at most the client's own limit. An interruption is kept for
   * later: a request that is sent can't be taken back, and what it did must be known.
   */
  private static <T> T outcome(KafkaFuture<T> future) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  ClientProperties properties() {
    return properties;
  }

  @Override
  public void close() {
    admin.close(LIMIT);
  }
}
