package org.acksiom.cli.story;

/**
 * Who takes part, each a lane of the diagram.
 *
 * @param kind what it is
 * @param broker which broker, from 1; 0 for the others
 */
record Lane(Kind kind, int broker) {
  static final Lane PRODUCER = new Lane(Kind.PRODUCER, 0);
  static final Lane CONTROLLER = new Lane(Kind.CONTROLLER, 0);
  static final Lane CONSUMER = new Lane(Kind.CONSUMER, 0);

  /** What takes part. */
  enum Kind {
    PRODUCER,
    BROKER,
    CONTROLLER,
    CONSUMER
  }

  static Lane broker(int id) {
    return new Lane(Kind.BROKER, id);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case PRODUCER -> "producer";
      case BROKER -> "broker " + broker;
      case CONTROLLER -> "controller";
      case CONSUMER -> "consumer";
    };
  }
}
