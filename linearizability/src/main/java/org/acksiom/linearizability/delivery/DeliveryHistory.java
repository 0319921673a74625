package org.acksiom.linearizability.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.acksiom.linearizability.history.ByteCursor;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.EventSink;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryFormatException;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.ReadLimits;

/**
 * A history that was read from a file, of any length: not its events, but what they say of each
 * partition, about 20 bytes a record that was sent, acked, read and found in the final log. It is
 * in memory as far as it may be and the rest in a file, which is gone when this is closed.
 */
public final class DeliveryHistory implements Closeable {
  private final String name;
  private final HistoryFormat format;
  private final HistoryObserver<PartitionLog> observer;
  private final Lines lines;
  private final Spill spill;
  private final DeliveryLimits limits;
  private final Optional<String> undecided;

  private DeliveryHistory(
      String name,
      HistoryFormat format,
      Sink sink,
      DeliveryLimits limits,
      Optional<String> undecided) {
    this.name = name;
    this.format = format;
    this.observer = sink.observer;
    this.lines = sink.lines;
    this.spill = sink.spill;
    this.limits = limits;
    this.undecided = undecided;
  }

  /**
   * Reads a history once, from its beginning to its end. Besides what the package's data model asks
   * for, all operations must pair up, and a process whose result is unknown must not be used again.
   *
   * @param name what to call the source in messages
   * @param in UTF-8, optionally with a byte order mark; is not closed, and if this throws, it may
   *     have been read further than that
   * @param form the form it is in; an empty one is told from the first characters
   * @param limits what reading it may use, and judging it later
   * @throws HistoryFormatException if it is not a history, or breaks a rule of the data model; a
   *     record sent twice or read where it was not sent is found by the checker alone
   * @throws IOException if the source cannot be read, or the file not be written
   */
  public static DeliveryHistory read(
      String name, InputStream in, Optional<HistoryFormat> form, DeliveryLimits limits)
      throws IOException {
    long half = limits.logBytesMax() / 2;
    return read(name, in, form, limits, new Spill(half, half, limits.folder()));
  }

  /** The same with a spill of its own, which is closed with the history. */
  static DeliveryHistory read(
      String name, InputStream in, Optional<HistoryFormat> form, DeliveryLimits limits, Spill spill)
      throws IOException {
    try {
      Sink sink = new Sink(name, spill, limits);
      HistoryReader reader = new HistoryReader(ReadLimits.ofMemory(limits.eventBytesMax()));
      Optional<String> undecided = Optional.empty();
      HistoryFormat format = null;
      try {
        format = forEach(reader, name, in, form, limits.threads(), sink);
        sink.observer.operations();
      } catch (OutOfBudgetException e) {
        undecided = Optional.of(e.getMessage());
      } catch (BadHistoryException e) {
        throw sink.wrong(e);
      }
      return new DeliveryHistory(name, format, sink, limits, undecided);
    } catch (UncheckedIOException e) {
      spill.close();
      throw e.getCause();
    } catch (IOException | RuntimeException | Error e) {
      spill.close();
      throw e;
    }
  }

  /** With a second thread, the source is read while what was read is understood. */
  private static HistoryFormat forEach(
      HistoryReader reader,
      String name,
      InputStream in,
      Optional<HistoryFormat> form,
      int threads,
      Sink sink)
      throws IOException {
    if (threads == 1) {
      return reader.forEach(name, in, form, sink);
    }
    try (ReadAhead ahead = new ReadAhead(in)) {
      return reader.forEach(name, ahead, form, sink);
    }
  }

  /** The source's name. */
  public String name() {
    return name;
  }

  /**
   * The line of the source where an event begins, from 1.
   *
   * @param event its position in the history, from 0
   */
  public int line(int event) {
    return lines.line(event);
  }

  /** The form it is in; empty if it was not read to its end. */
  public Optional<HistoryFormat> format() {
    return Optional.ofNullable(format);
  }

  /** How many bytes were written into the file. */
  public long spilledBytes() {
    return spill.length();
  }

  /** Gives the memory and the file back. */
  @Override
  public void close() throws IOException {
    spill.close();
  }

  /** Why it was not read to its end, if memory ran out. */
  Optional<String> undecided() {
    return undecided;
  }

  /** How many operations were invoked that have to do with delivery. */
  public long operations() {
    return observer.operationsSoFar();
  }

  List<PartitionLog> partitions() {
    return observer.partitions().all();
  }

  /**
   * What a partition's log says, in columns.
   *
   * @throws OutOfBudgetException if that takes more memory
   * @throws BadHistoryException if a record is sent twice, or read where it was not sent
   */
  PartitionHistory partition(PartitionLog log, long bytesMax) {
    PartitionHistory partition =
        new PartitionHistory(log.key(), Math.max(1, log.sends()), bytesMax);
    log.tell(partition);
    return partition;
  }

  Object producer(int number) {
    return observer.producers().name(number);
  }

  DeliveryLimits limits() {
    return limits;
  }

  HistoryFormatException wrong(BadHistoryException e) {
    return new HistoryFormatException(
        name, lines.line(e.event()), lines.column(e.event()), e.expected(), e.found());
  }

  /** Takes the events as they are read. */
  private static final class Sink implements EventSink<HistoryFormatException> {
    private final String name;
    private final Spill spill;
    private final long tableBytesMax;
    private final HistoryObserver<PartitionLog> observer;
    private final PlainEvents plain;
    private final Lines lines = new Lines();

    private Sink(String name, Spill spill, DeliveryLimits limits) {
      this.name = name;
      this.spill = spill;
      this.tableBytesMax = limits.tableBytesMax();
      observer = new HistoryObserver<>(this::log, true);
      plain = new PlainEvents(observer);
    }

    @Override
    public void accept(Event event, int line, int column) throws HistoryFormatException {
      lines.add(line, column);
      try {
        observer.observe(event);
      } catch (BadHistoryException e) {
        throw wrong(e);
      }
      look();
    }

    @Override
    public boolean take(ByteCursor bytes, HistoryFormat format, int line, int column) {
      if (format == HistoryFormat.EDN || !plain.take(bytes)) {
        return false;
      }
      lines.add(line, column);
      look();
      return true;
    }

    /** One event may name many partitions, which take more memory than their keys in the source. */
    private PartitionLog log(Object key) {
      look();
      return new PartitionLog(key, spill);
    }

    private void look() {
      if (lines.bytes() + observer.bytes() > tableBytesMax) {
        throw new OutOfBudgetException(
            "what is under way, who sends, who reads where and where the lines begin takes more"
                + " than "
                + tableBytesMax
                + " bytes of memory");
      }
    }

    private HistoryFormatException wrong(BadHistoryException e) {
      return new HistoryFormatException(
          name, lines.line(e.event()), lines.column(e.event()), e.expected(), e.found());
    }
  }
}
