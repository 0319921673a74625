package org.acksiom.conformance.mutants;

/** A patch that can't be read, does not apply or does not compile; the message says where. */
public final class PatchException extends Exception {
  private static final long serialVersionUID = 1;

  PatchException(String message) {
    super(message);
  }
}
