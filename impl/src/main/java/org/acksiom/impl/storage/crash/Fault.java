package org.acksiom.impl.storage.crash;

/**
 * What goes wrong on a simulated disk, once.
 *
 * @param kind what
 * @param call at which call that changes the disk, from 0: writing, cutting, creating, deleting,
 *     renaming, forcing
 * @param part how much of that call still happens: bytes of a write, changes of a force; of the
 *     others nothing
 */
public record Fault(Kind kind, int call, int part) {

  /** No fault at all. */
  public static final Fault NONE = new Fault(Kind.POWER_LOSS, Integer.MAX_VALUE, 0);

  /** What can go wrong. */
  public enum Kind {
    /** The power is gone; this call and all later ones throw. */
    POWER_LOSS,
    /**
     * The call throws, later ones don't. A force that fails leaves what it had to write unwritten
     * for good, although reading still shows it, as Linux does.
     */
    ERROR,
    /** The disk is full: the call throws if it is a write or creates a file. */
    FULL,
    /** A write writes less than it was given, and says so. */
    SHORT_WRITE
  }
}
