package org.acksiom.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.ReadLimits;
import org.acksiom.linearizability.history.Recording;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Models;

/** What is checked; a measurement is of all its histories, one after the other. */
public enum Workload {
  /** Jepsen's logs of etcd, as Porcupine has them: a register with cas. */
  ETCD("etcd, files 000–050") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      Path porcupine = histories.resolve("porcupine");
      Map<String, Verdict> expected = expected(porcupine);
      List<Task> tasks = new ArrayList<>();
      for (Path file : files(porcupine.resolve("etcd"))) {
        tasks.add(register(file, null, expected.get(file.getFileName() + " etcd-register")));
      }
      return tasks;
    }
  },
  /** The same without what failed, so that it is what a model of one's own makes of it. */
  ETCD_WITHOUT_FAILURES("etcd, failed operations left out") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      List<Task> tasks = new ArrayList<>();
      for (Task task : ETCD.tasks(histories)) {
        tasks.add(
            new Task(
                task.name(),
                withoutFailures(task.history()),
                task.model(),
                task.dialect(),
                task.start(),
                false,
                Optional.empty()));
      }
      return tasks;
    }
  },
  /** Porcupine's key-value histories, key by key. */
  KV_BY_KEY("kv by key, c01 and c10") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      return kv(histories, false, "c01-ok", "c01-bad", "c10-ok", "c10-bad");
    }
  },
  /** Those of one client as a whole. */
  KV_C01_WHOLE("kv whole, c01") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      return kv(histories, true, "c01-ok", "c01-bad");
    }
  },
  /** That of ten clients as a whole. */
  KV_C10_OK_WHOLE("kv whole, c10-ok") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      return kv(histories, true, "c10-ok");
    }
  },
  /** The same with an error. */
  KV_C10_BAD_WHOLE("kv whole, c10-bad") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      return kv(histories, true, "c10-bad");
    }
  },
  /** Knossos' histories of a register with cas. */
  KNOSSOS("Knossos's cas-register") {
    @Override
    List<Task> tasks(Path histories) throws IOException {
      Path folder = histories.resolve("knossos").resolve("cas-register");
      List<Task> tasks = new ArrayList<>();
      for (Path file : files(folder.resolve("good"))) {
        tasks.add(register(file, 0L, Verdict.VALID));
      }
      for (Path file : files(folder.resolve("bad"))) {
        tasks.add(register(file, 0L, Verdict.INVALID));
      }
      return tasks;
    }
  },
  /** Fifty clients of a store, key by key. */
  CLIENTS_50_OK("50 clients, 1,700 operations, ok") {
    @Override
    List<Task> tasks(Path histories) {
      return List.of(clients(false));
    }
  },
  /** The same with a stale get. */
  CLIENTS_50_BAD("50 clients, 1,700 operations, bad") {
    @Override
    List<Task> tasks(Path histories) {
      return List.of(clients(true));
    }
  };

  private static final long SEED = 1;
  private static final int CLIENTS = 50;
  private static final int OPERATIONS = 1_700;
  private static final long MEMORY_BYTES = 1L << 28;

  private final String title;

  Workload(String title) {
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  abstract List<Task> tasks(Path histories) throws IOException;

  /**
   * Its histories.
   *
   * @return empty if they are recorded ones, and are not in any of {@link #folders()}
   */
  public Optional<List<Task>> tasks() {
    Optional<Path> histories = folders().stream().filter(Files::isDirectory).findFirst();
    boolean recorded = this != CLIENTS_50_OK && this != CLIENTS_50_BAD;
    if (recorded && histories.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(tasks(histories.orElse(Path.of(""))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where recorded histories are looked for: from the project's folder, and from a module's. */
  public static List<Path> folders() {
    return List.of(
        Path.of("..", "shared", "histories"), Path.of("..", "..", "shared", "histories"));
  }

  private static Task clients(boolean isStale) {
    return new Task(
        isStale ? "stale" : "ok",
        ManyClients.of(SEED, CLIENTS, OPERATIONS, isStale),
        Models.named("kv", Dialect.KNOSSOS, ""),
        Dialect.KNOSSOS,
        "",
        false,
        Optional.of(isStale ? Verdict.INVALID : Verdict.VALID));
  }

  private static List<Task> kv(Path histories, boolean isWhole, String... names)
      throws IOException {
    List<Task> tasks = new ArrayList<>();
    Path porcupine = histories.resolve("porcupine");
    Map<String, Verdict> expected = expected(porcupine);
    for (String name : names) {
      String file = name + ".txt";
      tasks.add(
          new Task(
              file,
              read(porcupine.resolve("kv").resolve(file)).history(),
              Models.named("kv", Dialect.KNOSSOS, ""),
              Dialect.KNOSSOS,
              "",
              isWhole,
              Optional.of(expected.get(file + (isWhole ? " kv-nopartition" : " kv-partitioned")))));
    }
    return tasks;
  }

  private static Task register(Path file, Object start, Verdict expected) throws IOException {
    Recording recording = read(file);
    Dialect dialect = Dialect.of(recording.format());
    return new Task(
        file.getFileName().toString(),
        recording.history(),
        Models.named("cas-register", dialect, start),
        dialect,
        start,
        false,
        Optional.of(expected));
  }

  private static History withoutFailures(History history) {
    List<Event> events = new ArrayList<>(history.events());
    for (Operation operation : history.operations()) {
      if (operation.outcome() == Event.Type.FAIL) {
        events.set(operation.invokedAt(), null);
        events.set(operation.completedAt(), null);
      }
    }
    return History.of(events.stream().filter(event -> event != null).toList());
  }

  private static Map<String, Verdict> expected(Path porcupine) throws IOException {
    Map<String, Verdict> verdicts = new HashMap<>();
    for (String line : Files.readAllLines(porcupine.resolve("expected.tsv"))) {
      String[] row = line.split("\t", -1);
      verdicts.put(row[0] + " " + row[1], row[2].equals("Ok") ? Verdict.VALID : Verdict.INVALID);
    }
    return verdicts;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    }
  }

  private static Recording read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new HistoryReader(ReadLimits.ofMemory(MEMORY_BYTES)).read(file.toString(), in);
    }
  }
}
