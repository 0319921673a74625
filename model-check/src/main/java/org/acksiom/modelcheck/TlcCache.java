package org.acksiom.modelcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What TLC has printed before, on disk, so that the same question need not be explored again.
 *
 * <p>An entry is TLC's own output and exit code under the digest of everything that the outcome
 * depends on ({@link Tlc} makes it); what it means is read again each time, by the reader of a live
 * run. An entry that is damaged, cut short or renamed doesn't match its checksum and counts as
 * missing. Any number of threads and processes may use one folder: an entry appears as a whole.
 */
public final class TlcCache {
  /**
   * As much as the bound of the command line, in bytes: some hundred times what one {@code verify}
   * prints, and little beside a local Maven repository.
   */
  public static final long BYTES_MAX = 256L << 20;

  private static final String SUFFIX = ".tlc";
  private static final String UNFINISHED = ".unfinished";
  private static final Pattern OURS =
      Pattern.compile("[0-9a-f]{64}\\" + SUFFIX + "|entry.*\\" + UNFINISHED);
  private static final Pattern HEAD =
      Pattern.compile("acksiom-tlc 1 (\\d{1,9}) (\\d{1,18}) ([0-9a-f]{64})");

  private final Optional<Path> folder;
  private final long bytesMax;
  private final Consumer<String> warning;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * One run of TLC that came to its end.
   *
   * @param exitCode of the forked JVM
   * @param elapsed how long it took then
   * @param output all that TLC printed
   */
  record Entry(int exitCode, Duration elapsed, String output) {}

  private TlcCache(Optional<Path> folder, long bytesMax, Consumer<String> warning) {
    this.folder = folder;
    this.bytesMax = bytesMax;
    this.warning = warning;
  }

  /**
   * A cache in a folder.
   *
   * @param folder made when the first entry is stored; other files in it are left alone
   * @param bytesMax how large all entries may be together, in bytes, at least 0; beyond it the
   *     oldest go, because what was asked of an earlier specification is never met again
   * @param warning told once, in a line, if the folder can't be written
   * @throws IllegalArgumentException if the bound is negative
   */
  public static TlcCache in(Path folder, long bytesMax, Consumer<String> warning) {
    if (bytesMax < 0) {
      throw new IllegalArgumentException("bytesMax: expected at least 0, found " + bytesMax);
    }
    return new TlcCache(Optional.of(folder), bytesMax, warning);
  }

  /** No cache: nothing is found in it, and nothing stored. */
  public static TlcCache none() {
    return new TlcCache(Optional.empty(), 0, line -> {});
  }

  /** Whether anything can be found or stored. */
  boolean isPresent() {
    return folder.isPresent();
  }

  /** Whether there is an entry of that key, be it intact or not. */
  boolean has(String key) {
    return folder.isPresent() && Files.isRegularFile(file(key));
  }

  /** The entry of that key, if there is one and it is what was stored. */
  Optional<Entry> find(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file(key));
      int end = text.indexOf('\n');
      Matcher head = HEAD.matcher(end < 0 ? text : text.substring(0, end));
      if (!head.matches()) {
        return Optional.empty();
      }
      Entry entry =
          new Entry(
              Integer.parseInt(head.group(1)),
              Duration.ofNanos(Long.parseLong(head.group(2))),
              text.substring(end + 1));
      return checksum(key, entry).equals(head.group(3)) ? Optional.of(entry) : Optional.empty();
    } catch (IOException e) { // not UTF-8 any more, or deleted by another process just now
      return Optional.empty();
    }
  }

  /** Stores an entry, and makes room for it. What can't be written is left out. */
  void store(String key, Entry entry) {
    if (folder.isEmpty()) {
      return;
    }
    String text =
        String.join(
                " ",
                "acksiom-tlc 1",
                Integer.toString(entry.exitCode()),
                Long.toString(entry.elapsed().toNanos()),
                checksum(key, entry))
            + "\n"
            + entry.output();
    try {
      Files.createDirectories(folder.get());
      Path unfinished = Files.createTempFile(folder.get(), "entry", UNFINISHED);
      try {
        Files.writeString(unfinished, text);
        Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      deleteOldest();
    } catch (IOException | UncheckedIOException e) {
      if (!warned.getAndSet(true)) {
        warning.accept(
            "the cache %s can't be written (%s); what TLC finds is not kept"
                .formatted(folder.get(), e));
      }
    }
  }

  private Path file(String key) {
    return folder.orElseThrow().resolve(key + SUFFIX);
  }

  private record Stored(Path file, FileTime time, long bytes) {}

  private void deleteOldest() throws IOException {
    List<Stored> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.orElseThrow())) {
      for (Path file :
          files.filter(path -> OURS.matcher(path.getFileName().toString()).matches()).toList()) {
        try {
          entries.add(new Stored(file, Files.getLastModifiedTime(file), Files.size(file)));
        } catch (IOException e) {
          // Another process has just deleted it.
        }
      }
    }
    entries.sort(Comparator.comparing(Stored::time).thenComparing(Stored::file));
    long bytes = entries.stream().mapToLong(Stored::bytes).sum();
    for (Stored oldest : entries) {
      if (bytes <= bytesMax) {
        return;
      }
      Files.deleteIfExists(oldest.file());
      bytes -= oldest.bytes();
    }
  }

  private static String checksum(String key, Entry entry) {
    return new Digest()
        .add(key)
        .add(Integer.toString(entry.exitCode()))
        .add(entry.elapsed().toString())
        .add(entry.output())
        .hex();
  }
}
