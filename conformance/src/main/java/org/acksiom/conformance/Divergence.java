package org.acksiom.conformance;

import org.acksiom.impl.simulator.Schedule;

/**
 * The implementation can't follow a behaviour of the specification: at some step none of its own
 * steps of that name leads to the state that the specification has.
 */
public final class Divergence extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Schedule followed;

  Divergence(String message, Schedule followed) {
    super(message);
    this.followed = followed;
  }

  /** How far it could follow. */
  public Schedule followed() {
    return followed;
  }
}
