package org.acksiom.kafka.campaign;

import java.util.Locale;
import java.util.Optional;
import org.acksiom.specs.FaultModel;

/** A way in which something around the clients goes wrong. */
public enum Nemesis {
  /** A produce request is lost and its connection breaks. */
  SWALLOW_REQUEST(FaultModel.NETWORK, Countable.PRODUCE_REQUEST, false),
  /** The answer to a produce request is lost and its connection breaks. */
  SWALLOW_ACK(FaultModel.NETWORK, Countable.ACK, false),
  /** A produce request and all behind it are lost; after a while the connection breaks. */
  BLACKHOLE_REQUESTS(FaultModel.NETWORK, Countable.PRODUCE_REQUEST, true),
  /** The answer to a produce request and all behind it are lost; later the connection breaks. */
  BLACKHOLE_ACKS(FaultModel.NETWORK, Countable.ACK, true),
  /** A produce request and all behind it come late. */
  STALL_REQUESTS(FaultModel.NETWORK, Countable.PRODUCE_REQUEST, true),
  /** The answer to a produce request and all behind it come late. */
  STALL_ACKS(FaultModel.NETWORK, Countable.ACK, true),
  /** No client reaches the broker. */
  CUT_CLIENTS(FaultModel.NETWORK, true),
  /** What followers fetch from the broker comes late. */
  STALL_REPLICATION(FaultModel.NETWORK, true),
  /** The broker is stopped in good order, and started again. */
  SIGTERM(FaultModel.CRASH, true),
  /** The broker's process is killed, and started again. */
  SIGKILL(FaultModel.CRASH, true),
  /** Every partition moves away from the broker, and back. */
  REASSIGN(FaultModel.CRASH, true),
  /** The broker becomes the preferred leader of all that it has a replica of, and is elected. */
  ELECT(FaultModel.CRASH, false),
  /** The broker's process is paused, and goes on. */
  PAUSE(FaultModel.PARTITION, true),
  /** The broker does not reach the controller. */
  CUT_CONTROLLER(FaultModel.PARTITION, true),
  /** No other broker reaches the broker. */
  CUT_PEERS(FaultModel.PARTITION, true);

  private final FaultModel faults;
  private final Countable frame;
  private final boolean lasts;

  Nemesis(FaultModel faults, Countable frame, boolean lasts) {
    this.faults = faults;
    this.frame = frame;
    this.lasts = lasts;
  }

  Nemesis(FaultModel faults, boolean lasts) {
    this(faults, null, lasts);
  }

  /** The weakest fault model under which this can happen. */
  public FaultModel faults() {
    return faults;
  }

  /** What it befalls, if that is a single frame; otherwise it befalls a broker. */
  public Optional<Countable> frame() {
    return Optional.ofNullable(frame);
  }

  /** Whether it goes on for a while. */
  public boolean lasts() {
    return lasts;
  }

  /** Whether the broker must have a process of its own. */
  public boolean needsProcess() {
    return this == SIGKILL || this == PAUSE;
  }

  /** The name in files: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
