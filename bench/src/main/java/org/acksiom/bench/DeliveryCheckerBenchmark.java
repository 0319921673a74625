package org.acksiom.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.DeliveryHistory;
import org.acksiom.linearizability.delivery.DeliveryLimits;
import org.acksiom.linearizability.delivery.DeliveryReport;

/**
 * The delivery checker on long histories; a program of its own, because one history is one
 * measurement.
 *
 * <pre>
 * java -Xmx1600m -cp 'bench/target/classes:bench/target/lib/*' \
 *     org.acksiom.bench.DeliveryCheckerBenchmark OPERATIONS PARTITIONS SEED MEMORY_MIB [FILE]
 * </pre>
 *
 * <p>With a file, the history is written into it if there is none, and read from it; without, it is
 * read as it is made up.
 */
public final class DeliveryCheckerBenchmark {
  private static final int BUFFER = 1 << 20;

  private DeliveryCheckerBenchmark() {}

  /** Judges one history and prints the times. */
  public static void main(String[] arguments) throws IOException {
    long operations = Long.parseLong(arguments[0]);
    int partitions = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    DeliveryLimits limits =
        new DeliveryLimits(
            Long.parseLong(arguments[3]) << 20,
            Optional.of(Path.of(System.getProperty("java.io.tmpdir"))),
            Runtime.getRuntime().availableProcessors());
    DeliveryWorkload workload = new DeliveryWorkload(operations, partitions, seed);
    if (arguments.length < 5) {
      judge(workload, limits);
      System.out.println("planted " + workload.planted());
      return;
    }
    Path file = Path.of(arguments[4]);
    if (!Files.exists(file)) {
      Files.copy(workload, file);
      System.out.println("planted " + workload.planted());
    }
    System.out.printf(Locale.ROOT, "%,d bytes%n", Files.size(file));
    try (InputStream in = Files.newInputStream(file)) {
      judge(new BufferedInputStream(in, BUFFER), limits);
    }
  }

  private static void judge(InputStream in, DeliveryLimits limits) throws IOException {
    double processors = ProcessorTime.seconds();
    long start = System.nanoTime();
    try (DeliveryHistory history =
        DeliveryHistory.read("the workload", in, Optional.empty(), limits)) {
      long read = System.nanoTime();
      DeliveryReport report = new DeliveryChecker().check(history);
      long end = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "%,d operations: read in %.2f s, judged in %.2f s, processors %.2f s, spilled %,d bytes%n",
          report.operations(),
          (read - start) / 1e9,
          (end - read) / 1e9,
          ProcessorTime.seconds() - processors,
          history.spilledBytes());
      System.out.println("found " + report.counts() + report.undecided().orElse(""));
    }
  }
}
