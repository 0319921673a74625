package org.acksiom.linearizability.delivery;

/** What an operation of a history does, as far as the delivery checker is concerned. */
enum Function {
  SEND,
  POLL,
  TXN,
  ASSIGN,
  SEEK_TO_BEGINNING,
  SUBSCRIBE,
  CRASH,
  /** Nothing that concerns it. */
  OTHER;

  static Function of(String name) {
    return switch (name) {
      case "send" -> SEND;
      case "poll" -> POLL;
      case "txn" -> TXN;
      case "assign" -> ASSIGN;
      case "seek-to-beginning" -> SEEK_TO_BEGINNING;
      case "subscribe" -> SUBSCRIBE;
      case "crash" -> CRASH;
      default -> OTHER;
    };
  }

  /** Whether its value is a list of micro-operations. */
  boolean transacts() {
    return compareTo(TXN) <= 0;
  }
}
