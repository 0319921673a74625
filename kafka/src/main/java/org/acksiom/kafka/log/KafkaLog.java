package org.acksiom.kafka.log;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.ProduceRequest;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.storage.internals.log.EpochEntry;
import org.apache.kafka.storage.internals.log.LogAppendInfo;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.ProducerStateEntry;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/**
 * Kafka's own log of one partition, {@code UnifiedLog} with its {@code ProducerStateManager} and
 * {@code LeaderEpochFileCache}, in the terms of the core: a batch has one record, and there is one
 * idempotent producer. Its clock stands still unless it is moved, and it has no thread. Whichever
 * method finds its disk failing throws an {@link IOException}, or Kafka's own {@code
 * KafkaStorageException}.
 */
final class KafkaLog implements Closeable {
  private static final String SNAPSHOT = ".snapshot";
  private static final long PRODUCER_ID = 7;

  /** What one batch with one record of four bytes takes in a segment. */
  private static final int BATCH_BYTES = 72;

  /** Segments of three records, so that a few steps fill one, and small indexes. */
  private static final LogConfig CONFIG =
      new LogConfig(
          Map.of(
              LogConfig.INTERNAL_SEGMENT_BYTES_CONFIG,
              3 * BATCH_BYTES,
              "segment.index.bytes",
              240));

  private static final int PRODUCER_EXPIRATION_MS = 86_400_000;
  private static final int MAX_TRANSACTION_TIMEOUT_MS = 900_000;
  private static final int EXPIRATION_CHECK_MS = 600_000;

  private final Path folder;
  private final BackgroundWork work;
  private final ManualTime time = new ManualTime();
  private final BrokerTopicStats stats;
  private Path place;
  private int places;
  private UnifiedLog log;

  /** In a folder without files, which is deleted when the log is closed. */
  KafkaLog(Path folder, BackgroundWork work, BrokerTopicStats stats) throws IOException {
    this.folder = folder;
    this.work = work;
    this.stats = stats;
    this.place = nextPlace();
    Files.createDirectory(place);
    open(true, 0);
  }

  /** Kafka takes the topic and the partition from the name of the folder. */
  private Path nextPlace() {
    return folder.resolve("acksiom-" + places++);
  }

  private void open(boolean afterCleanShutdown, long recoveryPoint) throws IOException {
    log =
        UnifiedLog.create(
            place.toFile(),
            CONFIG,
            0,
            recoveryPoint,
            work.scheduler(),
            stats,
            time,
            MAX_TRANSACTION_TIMEOUT_MS,
            new ProducerStateManagerConfig(PRODUCER_EXPIRATION_MS, false),
            EXPIRATION_CHECK_MS,
            new LogDirFailureChannel(1),
            afterCleanShutdown,
            Optional.empty());
  }

  // ---- the leader

  /** Begins to lead (Kafka: {@code Partition.makeLeader}). */
  void lead(int leaderEpoch) {
    log.assignEpochStartOffset(leaderEpoch, log.logEndOffset());
  }

  /** Appends what a client sent, or says why not. */
  Answer append(ProduceRequest request, int leaderEpoch) throws IOException {
    Entry entry =
        new Entry(request.record(), leaderEpoch, request.producerEpoch(), request.sequence());
    try {
      LogAppendInfo info = log.appendAsLeader(batch(0, entry), leaderEpoch);
      return new Answer(Errors.NONE.name(), Math.toIntExact(info.firstOffset()));
    } catch (KafkaStorageException e) {
      throw e;
    } catch (ApiException e) {
      return Answer.refused(Errors.forException(e).name());
    }
  }

  // ---- the follower

  /** Appends what the leader has at the end of this log. */
  void replicate(List<Entry> entries, int leaderEpoch) {
    ByteBuffer bytes = ByteBuffer.allocate(entries.size() * BATCH_BYTES);
    int offset = endOffset();
    for (Entry entry : entries) {
      bytes.put(batch(offset++, entry).buffer());
    }
    log.appendAsFollower(MemoryRecords.readableRecords(bytes.flip()), leaderEpoch);
  }

  /** Truncates, or only forgets epochs that have no record if it is not longer. */
  void truncateTo(int endOffset) {
    log.truncateTo(endOffset);
  }

  private static MemoryRecords batch(int offset, Entry entry) {
    SimpleRecord value =
        new SimpleRecord(
            ManualTime.START_MS, ByteBuffer.allocate(Integer.BYTES).putInt(entry.record()).array());
    return entry.sequence() == Entry.NO_SEQUENCE
        ? MemoryRecords.withRecords(offset, Compression.NONE, entry.leaderEpoch(), value)
        : MemoryRecords.withIdempotentRecords(
            offset,
            Compression.NONE,
            PRODUCER_ID,
            (short) entry.producerEpoch(),
            entry.sequence(),
            entry.leaderEpoch(),
            value);
  }

  // ---- the end of a process, and time

  /** Shuts down in good order and starts again (Kafka: {@code LogManager.shutdown}). */
  void restart() throws IOException {
    log.prepareActiveSegmentForClose();
    log.flush(true);
    long recoveryPoint = log.recoveryPoint();
    closeLog();
    open(true, recoveryPoint);
  }

  /** The process is killed and starts again: files are as they were, the checkpoint is exact. */
  void kill() throws IOException {
    reopenCopy(copy -> {}, log.recoveryPoint());
  }

  /** As {@link #kill()}, and neither producer snapshots nor the recovery point are there. */
  void killLosingSnapshots() throws IOException {
    reopenCopy(KafkaLog::deleteSnapshots, 0);
  }

  /** As {@link #kill()}, and the last record, which must not be flushed, has lost a byte. */
  void killTearingLastRecord() throws IOException {
    reopenCopy(KafkaLog::tear, log.recoveryPoint());
  }

  private interface Damage {
    void to(Path copy) throws IOException;
  }

  /** What the log does when it is closed must not reach the files, so it is done to others. */
  private void reopenCopy(Damage damage, long recoveryPoint) throws IOException {
    Path left = place;
    place = nextPlace();
    Files.createDirectory(place);
    for (Path file : files(left)) {
      Files.copy(file, place.resolve(file.getFileName()));
    }
    damage.to(place);
    closeLog();
    delete(left);
    open(false, recoveryPoint);
  }

  private static void deleteSnapshots(Path copy) throws IOException {
    for (Path file : files(copy)) {
      if (file.toString().endsWith(SNAPSHOT)) {
        Files.delete(file);
      }
    }
  }

  private static void tear(Path copy) throws IOException {
    File last =
        files(copy).stream()
            .map(Path::toFile)
            .filter(file -> file.getName().endsWith(UnifiedLog.LOG_FILE_SUFFIX))
            .filter(file -> file.length() > 0)
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> new IllegalArgumentException("expected a record, found none"));
    try (RandomAccessFile file = new RandomAccessFile(last, "rw")) {
      file.setLength(file.length() - 1);
    }
  }

  /** So much time passes that the producer is forgotten unless it sends again. */
  void letProducerExpire() {
    time.sleep(PRODUCER_EXPIRATION_MS);
    log.removeExpiredProducers(time.milliseconds());
  }

  // ---- what it is

  int endOffset() {
    return Math.toIntExact(log.logEndOffset());
  }

  /** Up to which offset recovery trusts the files. */
  int recoveryPoint() {
    return Math.toIntExact(log.recoveryPoint());
  }

  /** All that it has, as it is in the files. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (LogSegment segment : log.logSegments()) {
      for (FileChannelRecordBatch batch : segment.log().batches()) {
        entries.add(
            new Entry(
                batch.iterator().next().value().getInt(),
                batch.partitionLeaderEpoch(),
                batch.hasProducerId() ? batch.producerEpoch() : 0,
                batch.baseSequence()));
      }
    }
    return entries;
  }

  /** Where a leader epoch ends; empty if Kafka does not know. */
  Optional<EpochEnd> endOfEpoch(int epoch) {
    return log.endOffsetForEpoch(epoch)
        .map(end -> new EpochEnd(end.epoch(), Math.toIntExact(end.offset())));
  }

  /** The epoch with which it would fetch, or -1 (Kafka: {@code UnifiedLog.latestEpoch}). */
  int lastEpoch() {
    return log.latestEpoch().orElse(RecordBatch.NO_PARTITION_LEADER_EPOCH);
  }

  /** The offsets of the producer's batches that it can recognise, oldest first. */
  List<Integer> remembered() {
    ProducerStateEntry producer = log.producerStateManager().activeProducers().get(PRODUCER_ID);
    return producer == null
        ? List.of()
        : producer.batchMetadata().stream()
            .map(batch -> Math.toIntExact(batch.firstOffset()))
            .toList();
  }

  /** The offset of the newest producer snapshot up to an offset, or 0. */
  int newestSnapshot(int upTo) {
    int offset = upTo;
    while (offset > 0 && log.producerStateManager().snapshotFileForOffset(offset).isEmpty()) {
      offset--;
    }
    return offset;
  }

  /** Where the segments end, the last one at {@code to}, in which the records of a range are. */
  List<Integer> segmentsBetween(int from, int to) {
    List<Integer> ends = new ArrayList<>();
    for (LogSegment segment : log.logSegments()) {
      int base = Math.toIntExact(segment.baseOffset());
      if (base > from && base < to) {
        ends.add(base);
      }
    }
    ends.add(to);
    return ends;
  }

  /**
   * All that decides what it does from here on, but for the numbers of records, and but for files
   * that it will not read again; leader epochs as {@code <epoch>}.
   */
  String fingerprint() throws IOException {
    StringBuilder text = new StringBuilder();
    for (LogSegment segment : log.logSegments()) {
      text.append(segment.baseOffset()).append('+').append(segment.size());
      text.append('/').append(segment.timeIndex().entries()).append(' ');
    }
    for (EpochEntry entry : log.leaderEpochCache().epochEntries()) {
      text.append('<').append(entry.epoch()).append(">@").append(entry.startOffset()).append(' ');
    }
    text.append(log.producerStateManager().activeProducers());
    text.append(log.producerStateManager().mapEndOffset()).append(' ').append(log.recoveryPoint());
    for (Path file : files(place)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SNAPSHOT)) {
        text.append(' ').append(name).append(HexFormat.of().formatHex(Files.readAllBytes(file)));
      } else if (name.equals("leader-epoch-checkpoint")) {
        Files.readString(file)
            .lines()
            .filter(line -> line.contains(" "))
            .forEach(line -> text.append(" <").append(line.replace(" ", ">@")));
      }
    }
    return text.toString();
  }

  private void closeLog() {
    UnifiedLog closed = log;
    log = null;
    closed.removeLogMetrics();
    closed.close();
  }

  /** Closes the log, unless it could not be opened again, and deletes its files. */
  @Override
  public void close() throws IOException {
    if (log != null) {
      closeLog();
    }
    for (Path left : files(folder)) {
      delete(left);
    }
    Files.delete(folder);
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path left) throws IOException {
    for (Path file : files(left)) {
      Files.delete(file);
    }
    Files.delete(left);
  }
}
