package org.acksiom.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Processor time of this process, garbage collection and compilation included. Counted by a
 * benchmark it becomes the number of processors that it had, by which its rates can be compared
 * even if the machine was busy with something else.
 */
final class ProcessorTime {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ProcessorTime() {}

  /** Seconds used so far. */
  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }
}
