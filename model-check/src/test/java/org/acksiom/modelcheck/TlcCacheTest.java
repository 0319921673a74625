package org.acksiom.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.acksiom.modelcheck.TlcCache.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was explored once is remembered, and nothing else is. */
class TlcCacheTest {
  private static final Path MODELS = Path.of("src", "test", "resources", "models");
  private static final String KEY = "0a".repeat(32);
  private static final Entry ENTRY = new Entry(0, Duration.ofNanos(1_234_567), "one\ntwo ∈ S\n");

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();

  private Path cacheFolder() {
    return folder.resolve("cache");
  }

  private TlcCache cache(long bytesMax) {
    return TlcCache.in(cacheFolder(), bytesMax, warnings::add);
  }

  private Tlc remembering() throws IOException {
    return Tlc.installed().remembering(cache(TlcCache.BYTES_MAX));
  }

  /** A copy of {@code Anomalies}, with its model, in a folder of that name. */
  private TlcRun anomalies(String name, UnaryOperator<String> module, String... config)
      throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        copy.resolve("Anomalies.tla"),
        module.apply(Files.readString(MODELS.resolve("Anomalies.tla"))));
    List<String> lines =
        new ArrayList<>(
            List.of("CONSTANT Limit = 3", "NEXT Next", "INIT Init", "CHECK_DEADLOCK FALSE"));
    lines.addAll(List.of(config));
    Path model = Files.write(copy.resolve("Anomalies.cfg"), lines);
    return TlcRun.of(copy.resolve("Anomalies.tla"), model, copy.resolve("logs/Anomalies.out"))
        .continues(true);
  }

  private TlcRun anomalies(String name) throws IOException {
    return anomalies(name, text -> text, "INVARIANT NothingNew");
  }

  @Test
  void aHitSaysWhatTheRunSaidTracesAndLogIncludedWhereverItsFilesAre() throws Exception {
    TlcRun first = anomalies("first");
    Tlc tlc = remembering();
    assertThat(tlc.remembers(first)).isFalse();
    assertThat(tlc.recall(first)).isEmpty();
    TlcResult.Violated ran = (TlcResult.Violated) tlc.run(first, stats -> {});
    assertThat(ran.violations()).hasSizeGreaterThan(1);

    TlcRun second = anomalies("second");
    assertThat(tlc.remembers(second)).isTrue();
    TlcResult.Violated recalled = (TlcResult.Violated) tlc.recall(second).orElseThrow();
    assertThat(recalled.violations()).isEqualTo(ran.violations());
    assertThat(recalled.exhausted()).isTrue();
    assertThat(recalled.stats()).isEqualTo(ran.stats());
    assertThat(Files.readString(recalled.log())).isEqualTo(Files.readString(ran.log()));
    assertThat(recalled.log()).startsWith(folder.resolve("second"));
  }

  @Test
  void aRunThatHoldsAndOneThatEndsAtItsFirstViolationAreRemembered() throws Exception {
    Tlc tlc = remembering();
    TlcRun holds = anomalies("holds", text -> text).continues(false).coverage(true);
    TlcResult held = tlc.run(holds, stats -> {});
    assertThat(held).isInstanceOf(TlcResult.Holds.class);
    assertThat(tlc.recall(holds)).contains(held);
    TlcRun fails = anomalies("fails").continues(false);
    TlcResult failed = tlc.run(fails, stats -> {});
    assertThat(failed).isInstanceOf(TlcResult.Violated.class);
    assertThat(tlc.recall(fails)).contains(failed);
  }

  @Test
  void oneOtherByteInModuleModelOrToolsIsAMissAndSoIsAnotherOption() throws Exception {
    Tlc tlc = remembering();
    tlc.run(anomalies("first"), stats -> {});
    assertThat(tlc.recall(anomalies("module", text -> text + "\n", "INVARIANT NothingNew")))
        .isEmpty();
    assertThat(tlc.recall(anomalies("model", text -> text, "INVARIANT NothingNew "))).isEmpty();
    assertThat(tlc.recall(anomalies("options").workers(2))).isEmpty();
    assertThat(tlc.recall(anomalies("options").continues(false))).isEmpty();
    assertThat(tlc.recall(anomalies("options").coverage(true))).isEmpty();
    assertThat(tlc.recall(anomalies("options").violationsMax(1))).isEmpty();
    TlcRun beside = anomalies("beside");
    Files.writeString(folder.resolve("beside/Other.tla"), "---- MODULE Other ----\n====\n");
    assertThat(tlc.recall(beside)).isEmpty();
    Path tools = Files.writeString(folder.resolve("other.jar"), "another TLC");
    Tlc other = new Tlc(tools, System::nanoTime).remembering(cache(TlcCache.BYTES_MAX));
    assertThat(other.recall(anomalies("tools"))).isEmpty();
    assertThat(tlc.recall(anomalies("limits").heapMegabytes(64).timeout(Duration.ofHours(1))))
        .isPresent();
  }

  @Test
  void linkedToolsCountByWhatIsInThem() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path one = Files.writeString(classes.resolve("TLC.class"), "one");
    Path link = Files.createSymbolicLink(folder.resolve("link"), classes);
    TlcCache cache = cache(TlcCache.BYTES_MAX);
    TlcRun run = anomalies("run");
    String before = new Tlc(link, System::nanoTime).remembering(cache).key(run).orElseThrow();
    assertThat(new Tlc(classes, System::nanoTime).remembering(cache).key(run)).contains(before);
    Files.writeString(one, "two");
    assertThat(new Tlc(link, System::nanoTime).remembering(cache).key(run).orElseThrow())
        .isNotEqualTo(before);
  }

  @Test
  void whatDidNotComeToItsEndIsNotRemembered() throws Exception {
    Tlc tlc = remembering();
    TlcRun stopped = anomalies("stopped").violationsMax(1);
    assertThat(((TlcResult.Violated) tlc.run(stopped, stats -> {})).exhausted()).isFalse();
    TlcRun late = anomalies("late").timeout(Duration.ofMillis(1));
    assertThat(tlc.run(late, stats -> {})).isInstanceOf(TlcResult.Undecided.class);
    TlcRun broken = anomalies("broken", text -> text.replace("Next ==", "Next = ="));
    assertThat(tlc.run(broken, stats -> {})).isInstanceOf(TlcResult.Failed.class);
    assertThat(tlc.recall(stopped)).isEmpty();
    assertThat(tlc.recall(late)).isEmpty();
    assertThat(tlc.recall(broken)).isEmpty();
    assertThat(cacheFolder()).doesNotExist();
  }

  @Test
  void withoutACacheNothingIsRemembered() throws Exception {
    TlcRun run = anomalies("run");
    Tlc tlc = Tlc.installed().remembering(TlcCache.none());
    tlc.run(run, stats -> {});
    assertThat(tlc.remembers(run)).isFalse();
    assertThat(tlc.recall(run)).isEmpty();
  }

  @Test
  void whatIsStoredIsFoundAndWhatIsDamagedCutShortOrRenamedIsNot() throws IOException {
    TlcCache cache = cache(TlcCache.BYTES_MAX);
    assertThat(cache.find(KEY)).isEmpty();
    cache.store(KEY, ENTRY);
    assertThat(cache.find(KEY)).contains(ENTRY);
    Path file = onlyFile();
    byte[] intact = Files.readAllBytes(file);
    for (int i = 0; i < intact.length; i++) {
      byte[] damaged = intact.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      assertThat(cache.find(KEY)).as("byte " + i).isEmpty();
      Files.write(file, Arrays.copyOf(intact, i));
      assertThat(cache.find(KEY)).as("first " + i + " bytes").isEmpty();
    }
    Files.write(file, intact);
    String other = "0b".repeat(32);
    Files.copy(file, cacheFolder().resolve(other + ".tlc"));
    assertThat(cache.find(other)).isEmpty();
    cache.store(other, ENTRY);
    assertThat(cache.find(other)).contains(ENTRY);
    assertThat(warnings).isEmpty();
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(cacheFolder())) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void beyondTheBoundTheOldestGoAndNothingThatIsNotOurs() throws IOException {
    TlcCache generous = cache(TlcCache.BYTES_MAX);
    Files.createDirectories(cacheFolder());
    Path own = Files.writeString(cacheFolder().resolve("notes.txt"), "x".repeat(10_000));
    Path abandoned = Files.writeString(cacheFolder().resolve("entry7.unfinished"), "cut");
    List<String> keys = Stream.of("1", "2", "3", "4").map(digit -> digit.repeat(64)).toList();
    for (int i = 0; i < keys.size(); i++) {
      generous.store(keys.get(i), ENTRY);
      Files.setLastModifiedTime(
          cacheFolder().resolve(keys.get(i) + ".tlc"), FileTime.fromMillis(2_000L * (i + 1)));
    }
    Files.setLastModifiedTime(abandoned, FileTime.fromMillis(1_000));
    long bytes = Files.size(cacheFolder().resolve(keys.get(0) + ".tlc"));
    String newest = "5".repeat(64);
    cache(3 * bytes).store(newest, ENTRY);
    assertThat(keys.subList(0, 2)).noneMatch(generous::has);
    assertThat(keys.subList(2, 4)).allMatch(generous::has);
    assertThat(generous.has(newest)).isTrue();
    assertThat(abandoned).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneLine() throws IOException {
    Files.writeString(cacheFolder(), "a file where the folder should be");
    TlcCache cache = cache(TlcCache.BYTES_MAX);
    cache.store(KEY, ENTRY);
    cache.store(KEY, ENTRY);
    assertThat(cache.find(KEY)).isEmpty();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("the cache " + cacheFolder()).doesNotContain("\n");
  }

  @Test
  void manyAtATimeStoreAndFindWholeEntries() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        TlcCache cache = cache(TlcCache.BYTES_MAX);
        work.add(
            () -> {
              cache.store(KEY, ENTRY);
              return cache.find(KEY).equals(Optional.of(ENTRY));
            });
      }
      for (Future<Boolean> whole : threads.invokeAll(work)) {
        assertThat(whole.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(warnings).isEmpty();
    onlyFile();
  }
}
