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

  /**
   * Says by what address a broker's peers are to reach it.
   *
   * @param broker the broker's {@code node.id}
   * @param listener where the broker itself will listen for its peers
   * @return an address that leads to {@code listener}
   */
  default InetSocketAddress advertiseToPeers(int broker, InetSocketAddress listener) {
    return listener;
  }

  /**
   * Says by what address a broker is to reach the controller.
   *
   * @param broker the broker's {@code node.id}
   * @param controller where the controller will listen
   * @return an address that leads to {@code controller}
   */
  default InetSocketAddress advertiseController(int broker, InetSocketAddress controller) {
    return controller;
  }
}
