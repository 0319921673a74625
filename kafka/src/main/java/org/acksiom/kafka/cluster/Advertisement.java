package org.acksiom.kafka.cluster;

import java.net.InetSocketAddress;

/** Decides where a broker's clients are told to find it. */
@FunctionalInterface
public interface Advertisement {

  /** Clients reach the broker itself. */
  Advertisement DIRECT = (broker, listener) -> listener;

  /**
   * The address that a broker puts into its metadata. It is asked before the broker starts, and
   * again, with another listener, if the start had to be repeated because a port was taken
   * meanwhile.
   *
   * @param broker the broker's {@code node.id}
   * @param listener where the broker itself will listen for clients
   * @return an address that leads to {@code listener}, directly or through something between
   */
  InetSocketAddress advertise(int broker, InetSocketAddress listener);
}
