package org.acksiom.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node in a process of its own does what it is told, and leaves nothing behind. */
@Timeout(180)
class ForkedNodeTest {
  @TempDir private Path folder;
  private final List<InetSocketAddress> listeners = new ArrayList<>();
  private KafkaRelease own;
  private Set<Long> before;

  @BeforeEach
  void prepare() throws IOException {
    own = new KafkaReleases(folder.resolve("releases")).own();
    before = children();
  }

  /** Whatever a test did. */
  @AfterEach
  void noProcessAndNoPortIsLeft() {
    assertThat(children()).isSubsetOf(before);
    for (InetSocketAddress listener : listeners) {
      assertThatThrownBy(() -> new Socket(listener.getAddress(), listener.getPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void acknowledgedRecordsSurviveAKill() throws Exception {
    try (LoneNode lone = lone(Map.of())) {
      ForkedNode node = lone.node();
      node.start();
      assertThat(node.isAlive()).isTrue();
      assertThatThrownBy(node::start).isInstanceOf(IllegalStateException.class);
      OneTopic topic = new OneTopic(lone.bootstrap());
      topic.create();
      topic.append(List.of(1, 2, 3));

      killFromOutside();
      assertThat(node.isAlive()).isFalse();
      assertThatThrownBy(node::stop)
          .isInstanceOf(ClusterException.class)
          .hasMessageEndingWith(": it ended by itself, with exit code 137");
      noProcessAndNoPortIsLeft();

      node.start();
      assertThat(topic.read()).containsExactly(1, 2, 3);

      node.pause();
      assertThat(states()).contains("T");
      node.resume();
      assertThat(states()).doesNotContain("T");
      topic.append(List.of(4));

      node.pause();
      node.stop(); // which ends in good order all the same
      assertThat(node.isAlive()).isFalse();
      assertThat(node.logFile())
          .content()
          .contains("Beginning controlled shutdown", "Kafka version: " + own.version());
    }
    // Kafka's data, what the node's process wrote, its log, and the main class: nothing else.
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("data", "node", "node.log", "releases");
  }

  @Test
  void aStartThatFailsSaysWhyAndEndsTheProcess() throws Exception {
    try (LoneNode lone = lone(Map.of());
        ServerSocket thief =
            new ServerSocket(lone.controller().getPort(), 1, lone.controller().getAddress())) {
      assertThatThrownBy(lone.node()::start)
          .isInstanceOf(ClusterException.class)
          .hasCauseInstanceOf(BindException.class)
          .hasMessageStartingWith("start of Kafka node 7 (log: " + lone.node().logFile() + "): ")
          .hasMessageContaining(":" + thief.getLocalPort() + ": Address already in use")
          .message()
          .doesNotContain("\n");
      assertThat(lone.node().isAlive()).isFalse();
      noProcessIsLeft();
    }
  }

  @Test
  void aConfigurationThatKafkaRefusesIsNamed() throws Exception {
    try (LoneNode lone = lone(Map.of("process.roles", "spectator"))) {
      assertThatThrownBy(lone.node()::start)
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("exit code 1: ")
          .hasMessageContaining("process.roles")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void anInterruptedStartOrStopEndsTheProcess() throws Exception {
    try (LoneNode lone = lone(Map.of())) {
      assertInterrupted(lone.node()::start);
      assertThat(lone.node().isAlive()).isFalse();
      noProcessIsLeft();
      Thread starting = startInVain(lone.node());
      assertInterrupted(lone.node()::stop);
      assertThat(lone.node().isAlive()).isFalse();
      noProcessIsLeft();
      starting.join();
    }
  }

  @Test
  void aClosedNodeIsGoneAndIsNotStartedAgain() throws Exception {
    try (LoneNode lone = lone(Map.of())) {
      Thread starting = startInVain(lone.node());
      lone.node().pause();
      lone.node().kill();
      noProcessIsLeft();
      starting.join();
      lone.node().stop(); // nothing is there
      lone.node().close();
      assertThatThrownBy(lone.node()::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("start of Kafka node 7: it is closed");
      assertThatThrownBy(lone.node()::pause).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void noNodeOutlivesAJvmThatIsKilled() throws Exception {
    Process parent = parentOfAPausedNode();
    List<ProcessHandle> family = parent.descendants().toList();
    assertThat(family).hasSize(2); // the node, and who will tell it to go on
    parent.destroyForcibly();
    awaitEnd(family);
  }

  @Test
  void noNodeOutlivesAJvmThatEnds() throws Exception {
    Process parent = parentOfAPausedNode();
    List<ProcessHandle> family = parent.descendants().toList();
    assertThat(family).hasSize(2);
    parent.destroy();
    parent.waitFor();
    awaitEnd(family);
  }

  /** By SIGKILL, as the system does where memory is short. */
  private void killFromOutside() throws Exception {
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      if (!before.contains(child.pid())) {
        child.destroyForcibly();
        child.onExit().get();
      }
    }
  }

  /** Returns when the node's process is there, long before the node serves. */
  private static Thread startInVain(ForkedNode node) throws InterruptedException {
    Thread starting = new Thread(() -> assertThatThrownBy(node::start).isNotNull());
    starting.start();
    while (!node.isAlive()) {
      Thread.sleep(1);
    }
    return starting;
  }

  private Process parentOfAPausedNode() throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfAPausedNode.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = parent.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("paused");
    return parent;
  }

  private static void awaitEnd(List<ProcessHandle> family) throws Exception {
    try {
      for (ProcessHandle process : family) {
        process.onExit().get();
      }
    } finally {
      family.forEach(ProcessHandle::destroyForcibly);
    }
    assertThat(family).noneMatch(ProcessHandle::isAlive);
  }

  private static void assertInterrupted(Runnable action) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(action::run)
        .isInstanceOf(ClusterException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private LoneNode lone(Map<String, String> more) throws IOException {
    LoneNode lone = LoneNode.of(own, folder, more);
    listeners.addAll(List.of(lone.client(), lone.controller()));
    return lone;
  }

  private void noProcessIsLeft() {
    assertThat(children()).isSubsetOf(before);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** The first letters of the children's states, of which T is a stopped one. */
  private List<String> states() throws IOException {
    List<String> states = new ArrayList<>();
    for (Long child : children()) {
      Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", child.toString()).start();
      String state = ps.inputReader(StandardCharsets.UTF_8).readLine();
      if (state != null) { // not ps itself, which is gone
        states.add(state.substring(0, 1));
      }
    }
    return states;
  }
}
