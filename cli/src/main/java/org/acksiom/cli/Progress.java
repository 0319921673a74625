package org.acksiom.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far a long piece of work has come: what is being done, how far, the rate, the time left.
 *
 * <p>On a terminal one line is drawn over and over; elsewhere a plain line is added now and then,
 * so that a log stays readable. Work that ends within {@link #PATIENCE} says nothing. Every method
 * may be called from any thread, and costs no more than a look at the clock unless a line is due.
 */
final class Progress implements AutoCloseable {
  /** How long the work may take without a word. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(15);
  private static final Duration SAMPLING = Duration.ofSeconds(1);

  /** A longer line would wrap on the narrowest usual terminal, and a wrapped one is not redrawn. */
  private static final int COLUMNS = 79;

  static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean live;
  private final LongSupplier nanoTime;
  private final String unit;
  private final long total;
  private final long start;

  private String doing;
  private String now = "";
  private Optional<Long> end = Optional.empty();
  private long done;
  private long nextLine;
  private boolean drawn;

  /** How many were done when, about once a second, over the last half of the time. */
  private final Deque<Sample> samples = new ArrayDeque<>();

  private boolean closed;

  private record Sample(long elapsedNanos, long done) {}

  /**
   * Starts the clock.
   *
   * @param err where the lines go
   * @param live whether {@code err} is a terminal that redraws a line
   * @param nanoTime the clock, as {@link System#nanoTime}
   * @param doing what is being done
   * @param unit what is counted, in the plural, such as {@code states}
   * @param total how many there will be, or 0 if nobody knows
   */
  Progress(
      PrintWriter err, boolean live, LongSupplier nanoTime, String doing, String unit, long total) {
    this.err = err;
    this.live = live;
    this.nanoTime = nanoTime;
    this.doing = doing;
    this.unit = unit;
    this.total = total;
    this.start = nanoTime.getAsLong();
    this.nextLine = start + PATIENCE.toNanos();
    this.samples.add(new Sample(0, 0));
  }

  /**
   * Starts the clock and a thread that keeps the line up to date until {@link #close}.
   *
   * <p>It is drawn over and over if standard error is a terminal that redraws a line.
   *
   * @param err where the lines go
   * @param doing what is being done
   * @param unit what is counted, in the plural, such as {@code states}
   * @param total how many there will be, or 0 if nobody knows
   */
  static Progress start(PrintWriter err, String doing, String unit, long total) {
    boolean live = Main.terminal().error();
    Progress progress = new Progress(err, live, System::nanoTime, doing, unit, total);
    Thread ticker = new Thread(progress::refreshUntilClosed, "progress");
    ticker.setDaemon(true);
    ticker.start();
    return progress;
  }

  /** So many are done now, counted from the start. */
  synchronized void reached(long done) {
    this.done = done;
    refresh();
  }

  /** One more is done. */
  synchronized void advance() {
    reached(done + 1);
  }

  /** What is being done from now on. */
  synchronized void doing(String what) {
    doing = what;
    refresh();
  }

  /** What goes on just now, at the end of the line; empty if there is nothing to say. */
  synchronized void now(String what) {
    now = what;
    refresh();
  }

  /**
   * Writes something else: on a terminal where the line was, which is drawn again when it is due.
   */
  synchronized void aside(Runnable write) {
    if (live && drawn) {
      err.print(ERASE_LINE);
      err.flush();
    }
    write.run();
  }

  /** The work ends within that time from now, done or not: more is never shown as left. */
  synchronized void endsWithin(Duration time) {
    end = Optional.of(nanoTime.getAsLong() + time.toNanos());
  }

  /** Draws the line if one is due. */
  synchronized void refresh() {
    long now = nanoTime.getAsLong();
    sample(now - start);
    if (closed || now - nextLine < 0) {
      return;
    }
    nextLine = now + (live ? REDRAW : PLAIN_INTERVAL).toNanos();
    String line = line(now - start);
    if (live) {
      err.print(ERASE_LINE + Columns.cut(line, COLUMNS));
    } else {
      err.println(line);
    }
    err.flush();
    drawn = true;
  }

  /** Takes the live line away; nothing is drawn afterwards. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (live && drawn) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }

  private synchronized void refreshUntilClosed() {
    try {
      while (!closed) {
        refresh();
        wait(REDRAW.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Numbers first: what does not fit is the end of what is said in words. */
  private String line(long elapsedNanos) {
    StringBuilder line = new StringBuilder(count(done));
    if (total > 0) {
      line.append('/').append(count(total));
    }
    line.append(' ').append(unit);
    if (total > 0) {
      line.append(", ").append(100 * done / total).append(" %");
    }
    if (done > 0) {
      line.append(", ").append(rate(done * 1e9 / elapsedNanos));
    }
    line.append(", ").append(time(elapsedNanos / 1e9));
    if (total > 0 && done > 0) {
      double left = left(elapsedNanos);
      double budget = end.map(at -> (at - start - elapsedNanos) / 1e9).orElse(left);
      line.append(", about ").append(time(Math.max(0, Math.min(left, budget)))).append(" left");
    } else if (total == 0 && end.isPresent()) {
      double budget = (end.get() - start - elapsedNanos) / 1e9;
      line.append(", at most ").append(time(Math.max(0, budget))).append(" left");
    }
    line.append(": ").append(doing);
    if (!now.isEmpty()) {
      line.append("; ").append(now);
    }
    return line.toString();
  }

  /**
   * Work is rarely even: most commands begin with what costs least. So the time left is the
   * geometric mean of what the rate since the start says and what the rate of the last half says.
   */
  private double left(long elapsedNanos) {
    double since = (double) done / elapsedNanos;
    Sample half = samples.getFirst();
    // Nothing in all that time counts as a half: more is not known.
    double lately =
        Math.max(0.5, done - half.done()) / Math.max(1, elapsedNanos - half.elapsedNanos());
    return Math.max(0, total - done) / Math.sqrt(since * lately) / 1e9;
  }

  private void sample(long elapsedNanos) {
    if (elapsedNanos - samples.getLast().elapsedNanos() >= SAMPLING.toNanos()) {
      samples.addLast(new Sample(elapsedNanos, done));
    }
    while (samples.size() > 1) {
      Sample first = samples.removeFirst();
      if (samples.getFirst().elapsedNanos() > elapsedNanos / 2) {
        samples.addFirst(first); // the last one of the first half
        return;
      }
    }
  }

  private static String rate(double perSecond) {
    return perSecond >= 10
        ? count(Math.round(perSecond)) + "/s"
        : perSecond >= 1
            ? String.format(Locale.ROOT, "%.1f/s", perSecond)
            : String.format(Locale.ROOT, "%.1f/min", 60 * perSecond);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
