package org.acksiom.linearizability.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.acksiom.linearizability.history.ByteCursor;
import org.acksiom.linearizability.history.Event;

/**
 * Reads sends and polls of records that are numbers straight from JSON's bytes, if they are written
 * as {@link org.acksiom.linearizability.history.HistoryWriter} writes them: without blanks, and
 * with the fields in its order. Nearly every event of a long history is one, and no object is made
 * of it.
 *
 * <p>Whatever looks otherwise, or breaks a rule, is left to the general reader, which knows what to
 * say of it.
 */
final class PlainEvents {
  private static final byte[] PROCESS = "{\"process\":".getBytes(UTF_8);
  private static final byte[] TYPE = ",\"type\":\"".getBytes(UTF_8);
  private static final byte[] INVOKE = "invoke\",\"f\":\"".getBytes(UTF_8);
  private static final byte[] OK = "ok\",\"f\":\"".getBytes(UTF_8);
  private static final byte[] FAIL = "fail\",\"f\":\"".getBytes(UTF_8);
  private static final byte[] INFO = "info\",\"f\":\"".getBytes(UTF_8);
  private static final byte[] SEND_VALUE = "send\",\"value\":[".getBytes(UTF_8);
  private static final byte[] POLL_VALUE = "poll\",\"value\":[".getBytes(UTF_8);
  private static final byte[] TXN_VALUE = "txn\",\"value\":[".getBytes(UTF_8);
  private static final byte[] SEND = "[\"send\",".getBytes(UTF_8);
  private static final byte[] POLL = "[\"poll\"".getBytes(UTF_8);
  private static final byte[] NULL = "null".getBytes(UTF_8);
  private static final byte[] ATTRIBUTE = ",\"".getBytes(UTF_8);
  private static final byte[] PRODUCER = "producer\":".getBytes(UTF_8);
  private static final byte[] FINAL = "final\":".getBytes(UTF_8);
  private static final byte[] ERROR = "error\":".getBytes(UTF_8);
  private static final byte[] INDEX = "index\":".getBytes(UTF_8);
  private static final byte[] TIME = "time\":".getBytes(UTF_8);
  private static final byte[] TRUE = "true".getBytes(UTF_8);
  private static final byte[] FALSE = "false".getBytes(UTF_8);

  /** So many partitions in one poll are looked through for one that is named twice. */
  private static final int RUNS_MAX = 64;

  /** A number that reads so in one way only has at most so many digits. */
  private static final int DIGITS_MAX = 18;

  private static final int NONE = -1;

  private final HistoryObserver<?> observer;
  private final Partitions<?> partitions;
  private final Said said = new Said();

  private Event.Type type;
  private Function function;
  private String name;
  private int producer;
  private boolean isFinal;

  PlainEvents(HistoryObserver<?> observer) {
    this.observer = observer;
    this.partitions = observer.partitions();
  }

  /** Takes the event that begins here, or says that it did not, and nothing has changed. */
  boolean take(ByteCursor bytes) {
    if (!bytes.take(PROCESS) || !bytes.takeInteger()) {
      return false;
    }
    long process = bytes.integer();
    if (!takeType(bytes) || !takeFunction(bytes)) {
      return false;
    }
    Invocation invocation = null;
    if (type != Event.Type.INVOKE) {
      invocation = observer.underWay(process, function);
      if (invocation == null) {
        return false;
      }
    }
    said.clear();
    if (!takeOperations(bytes) || !takeAttributes(bytes)) {
      return false;
    }
    if (type == Event.Type.INVOKE) {
      int sender = !said.hasSends() ? 0 : producer != NONE ? producer : observer.producer(process);
      return observer.invoke(process, function, name, sender, said);
    }
    return observer.complete(process, type, invocation, said, isFinal);
  }

  private boolean takeType(ByteCursor bytes) {
    if (!bytes.take(TYPE)) {
      return false;
    }
    if (bytes.take(OK)) {
      type = Event.Type.OK;
    } else if (bytes.take(INVOKE)) {
      type = Event.Type.INVOKE;
    } else if (bytes.take(FAIL)) {
      type = Event.Type.FAIL;
    } else if (bytes.take(INFO)) {
      type = Event.Type.INFO;
    } else {
      return false;
    }
    return true;
  }

  private boolean takeFunction(ByteCursor bytes) {
    if (bytes.take(SEND_VALUE)) {
      function = Function.SEND;
      name = "send";
    } else if (bytes.take(POLL_VALUE)) {
      function = Function.POLL;
      name = "poll";
    } else if (bytes.take(TXN_VALUE)) {
      function = Function.TXN;
      name = "txn";
    } else {
      return false;
    }
    return true;
  }

  private boolean takeOperations(ByteCursor bytes) {
    if (bytes.take(']')) {
      return true;
    }
    do {
      if (bytes.take(SEND)) {
        if (!takeSend(bytes)) {
          return false;
        }
      } else if (!bytes.take(POLL) || !takePoll(bytes)) {
        return false;
      }
    } while (bytes.take(','));
    return bytes.take(']');
  }

  private boolean takeSend(ByteCursor bytes) {
    int partition = takeKey(bytes, false, type == Event.Type.INVOKE);
    if (partition == NONE || !bytes.take(',')) {
      return false;
    }
    long offset = Said.NO_OFFSET;
    boolean pair = type != Event.Type.INVOKE && bytes.take('[');
    if (pair) {
      if (bytes.takeInteger() && bytes.integer() >= 0) {
        offset = bytes.integer();
      } else if (!bytes.take(NULL)) {
        return false;
      }
      if (!bytes.take(',')) {
        return false;
      }
    } else if (type == Event.Type.OK) {
      return false;
    }
    if (!bytes.takeInteger()) {
      return false;
    }
    said.send(partition, offset, bytes.integer(), null);
    return (!pair || bytes.take(']')) && bytes.take(']');
  }

  private boolean takePoll(ByteCursor bytes) {
    said.poll();
    if (bytes.take(']')) {
      return type != Event.Type.OK;
    }
    if (type != Event.Type.OK || !bytes.take(',') || !bytes.take('{')) {
      return false;
    }
    int first = said.runs();
    if (!bytes.take('}')) {
      do {
        int partition = takeKey(bytes, true, true);
        if (partition == NONE || isNamed(partition, first) || !takeRun(bytes, partition)) {
          return false;
        }
      } while (bytes.take(','));
      if (!bytes.take('}')) {
        return false;
      }
    }
    return bytes.take(']');
  }

  /** Whether a partition is among the runs from {@code first} on, or may be. */
  private boolean isNamed(int partition, int first) {
    if (said.runs() - first >= RUNS_MAX) {
      return true;
    }
    for (int run = first; run < said.runs(); run++) {
      if (said.runPartition(run) == partition) {
        return true;
      }
    }
    return false;
  }

  private boolean takeRun(ByteCursor bytes, int partition) {
    if (!bytes.take(':') || !bytes.take('[')) {
      return false;
    }
    said.run(partition);
    if (bytes.take(']')) {
      return true;
    }
    do {
      if (!bytes.take('[') || !bytes.takeInteger() || bytes.integer() < 0) {
        return false;
      }
      long offset = bytes.integer();
      if (!bytes.take(',') || !bytes.takeInteger() || !bytes.take(']')) {
        return false;
      }
      said.read(offset, bytes.integer(), null);
    } while (bytes.take(','));
    return bytes.take(']');
  }

  /**
   * Takes a partition's key.
   *
   * @param asText whether it must be a string
   * @param names whether the partition may be new; if not, and it is, nothing is taken
   */
  private int takeKey(ByteCursor bytes, boolean asText, boolean names) {
    if (bytes.takeInteger()) {
      return asText ? NONE : number(bytes.integer(), false, names);
    }
    if (!bytes.takeString()) {
      return NONE;
    }
    if (isNumber(bytes)) {
      long number = 0;
      for (int i = 0; i < bytes.stringLength(); i++) {
        number = 10 * number + bytes.stringByte(i) - '0';
      }
      return number(number, true, names);
    }
    String key = bytes.string();
    return names ? partitions.number(key) : partitions.find(key);
  }

  private int number(long key, boolean asText, boolean names) {
    return names ? partitions.number(key, asText) : partitions.find(key);
  }

  /** Whether the string is a number as it would be written. */
  private static boolean isNumber(ByteCursor bytes) {
    int length = bytes.stringLength();
    if (length == 0 || length > DIGITS_MAX || (length > 1 && bytes.stringByte(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes.stringByte(i) < '0' || bytes.stringByte(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Takes the rest: known attributes, each once, in the order of their names. */
  private boolean takeAttributes(ByteCursor bytes) {
    producer = NONE;
    isFinal = false;
    if (bytes.take('}')) {
      return true;
    }
    boolean more = bytes.take(ATTRIBUTE);
    if (more && bytes.take(ERROR)) {
      if (!bytes.takeString()) {
        return false;
      }
      more = bytes.take(ATTRIBUTE);
    }
    if (more && bytes.take(FINAL)) {
      isFinal = bytes.take(TRUE);
      if (!isFinal && !bytes.take(FALSE)) {
        return false;
      }
      more = bytes.take(ATTRIBUTE);
    }
    if (more && bytes.take(INDEX)) {
      if (!bytes.takeInteger()) {
        return false;
      }
      more = bytes.take(ATTRIBUTE);
    }
    if (more && bytes.take(PRODUCER)) {
      if (bytes.takeString()) {
        producer = observer.producer(bytes.string());
      } else if (bytes.takeInteger()) {
        producer = observer.producer(bytes.integer());
      } else {
        return false;
      }
      more = bytes.take(ATTRIBUTE);
    }
    if (more && bytes.take(TIME)) {
      if (!bytes.takeInteger()) {
        return false;
      }
      more = false;
    }
    return !more && bytes.take('}');
  }
}
