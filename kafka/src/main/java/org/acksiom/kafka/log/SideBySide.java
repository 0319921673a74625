package org.acksiom.kafka.log;

import static org.acksiom.impl.core.Entry.NO_SEQUENCE;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ReplicaSet;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.storage.internals.log.ProducerStateEntry;

/**
 * Kafka's log and logs of ours through the same steps, compared after each: what was answered, the
 * records and their offsets, where each leader epoch ends, and which of the producer's batches can
 * be recognised.
 *
 * <p>Two things are not the same and are translated, so that what comes of them is still compared:
 *
 * <ul>
 *   <li>A leader's epoch is in Kafka's cache when it begins to lead, and in our log with its first
 *       record. Of an epoch below all, Kafka gives back the epoch that was asked for, and we say
 *       -1; of one above all, Kafka says nothing, and we say where the log ends.
 *   <li>Kafka forgets batches of the producer when a log is opened or truncated, as {@link
 *       KafkasMemory} says, where our leader has the last five always: {@link #kafkaForgot}.
 * </ul>
 *
 * <p>One thing is not the same and has other consequences: {@link #kafkaOverlookedAnEpoch}.
 */
final class SideBySide implements Closeable {
  private static final Pattern EPOCH = Pattern.compile("<([0-9]+)>");
  private static final int BROKER = 1;

  private static final DeliverySettings IDEMPOTENT =
      new DeliverySettings(Acks.ALL, true, true, 5, 1, false);
  private static final DeliverySettings PLAIN =
      new DeliverySettings(Acks.ALL, true, false, 5, 1, false);

  private final KafkaLog kafka;
  private final Map<String, OurLog> ours;
  private final Requests requests = new Requests();
  private final KafkasMemory memory = new KafkasMemory();
  private final List<Step> steps = new ArrayList<>();

  /** Every second one, so that there are some between them to ask for. */
  private int leaderEpoch;

  private boolean leads;
  private boolean kafkaForgot;
  private Difference difference;

  /**
   * Takes logs without entries, and has them led.
   *
   * @param kafka Kafka's; closed with this
   * @param ours ours, by the name that a difference calls it
   */
  SideBySide(KafkaLog kafka, Map<String, OurLog> ours) {
    this.kafka = kafka;
    this.ours = new LinkedHashMap<>(ours);
    lead();
  }

  /**
   * Whether Kafka has not recognised what our leader recognises as a duplicate, for it had
   * forgotten that batch.
   */
  boolean kafkaForgot() {
    return kafkaForgot;
  }

  /**
   * Whether Kafka recognises a batch that it should have forgotten, as an older producer epoch came
   * behind it, and went: what follows is not the same then. A log has these epochs only if leaders
   * have forgotten their producer.
   */
  boolean kafkaOverlookedAnEpoch() {
    List<Entry> log = log().from(0);
    return !KafkasMemory.ofAll(log).containsAll(memory.of(log));
  }

  /**
   * Does a step and compares.
   *
   * @return the first difference, if there is one
   * @throws IOException if Kafka's log can't reach its files
   * @throws IllegalStateException if a log throws what it should not
   */
  Optional<Difference> compareAfter(Step step) throws IOException {
    take(step);
    attempt(
        () -> {
          compareRecords();
          compareEpochs();
          compareRemembered();
        });
    return Optional.ofNullable(difference);
  }

  /** Does a step whose outcome is known. */
  void take(Step step) throws IOException {
    steps.add(step);
    attempt(() -> change(step));
  }

  private interface Part {
    void run() throws IOException;
  }

  private void attempt(Part part) throws IOException {
    try {
      part.run();
    } catch (RuntimeException e) {
      throw new IllegalStateException("after " + steps + ": " + e.getMessage(), e);
    }
  }

  private void change(Step step) throws IOException {
    switch (step) {
      case LEAD -> lead();
      case FOLLOW -> truncateBy(0);
      case PLAIN -> append(requests.plain());
      case NEXT -> append(requests.following(log(), 1));
      case THREE ->
          append(
              requests.following(log(), 1),
              requests.following(log(), 2),
              requests.following(log(), 3));
      case REPEAT -> append(requests.repeating(log()));
      case GAP -> append(requests.leavingOutOne(log()));
      case OLD_EPOCH -> append(requests.underEpochBefore(log()));
      case NEW_EPOCH -> append(requests.underNextEpoch(log()));
      case CUT_ONE -> truncateBy(1);
      case CUT_THREE -> truncateBy(3);
      case CUT_ALL -> truncateBy(kafka.endOffset());
      case RESTART -> {
        kafka.restart();
        reopened(OurLog::restarted);
      }
      case KILL -> {
        kafka.kill();
        reopened(OurLog::killed);
      }
      case LOSE_SNAPSHOTS -> {
        kafka.killLosingSnapshots();
        reopened(OurLog::killed);
      }
      case TEAR -> tear();
    }
  }

  // ---- steps

  private void lead() {
    leaderEpoch += 2;
    leads = true;
    kafka.lead(leaderEpoch);
  }

  private void stopLeading() {
    if (leads) {
      leaderEpoch += 2;
    }
    leads = false;
  }

  private void truncateBy(int records) {
    stopLeading();
    int end = Math.max(0, kafka.endOffset() - records);
    boolean isLonger = kafka.endOffset() > end;
    int snapshot = kafka.newestSnapshot(end);
    kafka.truncateTo(end);
    if (isLonger) {
      memory.loaded(snapshot, kafka.segmentsBetween(snapshot, end));
    }
    changeOurs(log -> log.with(log.log().truncatedTo(end)));
  }

  private void tear() throws IOException {
    boolean unflushed = kafka.recoveryPoint() < kafka.endOffset();
    for (OurLog log : ours.values()) {
      unflushed &= log.log().flushPoint() < log.log().endOffset();
    }
    if (unflushed) {
      kafka.killTearingLastRecord();
      reopened(OurLog::torn);
    } else {
      kafka.kill();
      reopened(OurLog::killed);
    }
  }

  private void reopened(UnaryOperator<OurLog> change) {
    stopLeading();
    memory.loaded(kafka.endOffset(), List.of());
    changeOurs(change);
  }

  private void changeOurs(UnaryOperator<OurLog> change) {
    ours.replaceAll((name, log) -> change.apply(log));
  }

  private void append(ProduceRequest... appended) throws IOException {
    if (leads) {
      for (ProduceRequest request : appended) {
        answer(request);
      }
    } else {
      replicate(List.of(appended));
    }
  }

  /** Of three, the first is of the epoch that the log ends with, if it has any. */
  private void replicate(List<ProduceRequest> appended) {
    List<Entry> entries = new ArrayList<>();
    for (ProduceRequest request : appended) {
      boolean older = entries.size() < appended.size() - 2 && log().endOffset() > 0;
      int epoch = older ? log().lastEpoch() : leaderEpoch;
      entries.add(new Entry(request.record(), epoch, request.producerEpoch(), request.sequence()));
    }
    kafka.replicate(entries, leaderEpoch);
    changeOurs(log -> log.with(log.log().appendAll(entries)));
  }

  private void answer(ProduceRequest request) throws IOException {
    List<Integer> remembered = kafka.remembered();
    Answer kafkas = kafka.append(request, leaderEpoch);
    for (Map.Entry<String, OurLog> named : ours.entrySet()) {
      Broker leader = leader(named.getValue().log(), request);
      Broker.Handling handling = leader.handling(request);
      Answer answer = Answer.of(leader.handle(request).orElseGet(leader::acknowledge));
      named.setValue(named.getValue().with(leader.log()));
      Answer expected =
          handling == Broker.Handling.RECOGNISE_DUPLICATE
              ? KafkasMemory.insteadOf(answer, leader.log(), remembered)
              : answer;
      kafkaForgot |= !expected.equals(answer);
      compare("answer to " + request, kafkas, named.getKey(), expected);
    }
  }

  private Broker leader(Log log, ProduceRequest request) {
    DeliverySettings settings = request.sequence() == NO_SEQUENCE ? PLAIN : IDEMPOTENT;
    Broker leader = Broker.recovered(BROKER, settings, 1, log, 0);
    leader.restart(new PartitionState(BROKER, leaderEpoch, ReplicaSet.all(1), leaderEpoch));
    return leader;
  }

  /** Any of ours: until there is a difference, they have the same. */
  private Log log() {
    return ours.values().iterator().next().log();
  }

  // ---- comparing

  private void compare(String what, Object kafkas, String log, Object our) {
    if (difference == null && !Objects.equals(kafkas, our)) {
      difference = new Difference(List.copyOf(steps), what, kafkas.toString(), log, our.toString());
    }
  }

  private void compareRecords() {
    List<Entry> records = kafka.entries();
    ours.forEach(
        (name, log) -> {
          compare("end offset", kafka.endOffset(), name, log.log().endOffset());
          compare("records", records, name, log.log().from(0));
        });
  }

  private void compareEpochs() {
    ours.forEach(
        (name, log) -> {
          int last = leads ? leaderEpoch : log.log().lastEpoch();
          compare("last epoch", kafka.lastEpoch(), name, last);
          for (int epoch = 0; epoch <= leaderEpoch + 1; epoch++) {
            compare(
                "end of epoch " + epoch,
                kafka.endOfEpoch(epoch),
                name,
                asKafkaSays(epoch, last, log.log()));
          }
        });
  }

  private static Optional<EpochEnd> asKafkaSays(int asked, int last, Log log) {
    if (asked > last) {
      return Optional.empty();
    }
    EpochEnd our = log.endOfEpoch(asked);
    boolean belowAll = log.endOffset() == 0 || asked < log.entry(0).leaderEpoch();
    boolean withoutRecord = asked == last && asked > log.lastEpoch();
    return Optional.of(
        belowAll && our.epoch() < 0 || withoutRecord ? new EpochEnd(asked, our.endOffset()) : our);
  }

  private void compareRemembered() {
    List<Integer> remembered = kafka.remembered();
    ours.forEach(
        (name, log) ->
            compare("batches remembered", remembered, name, memory.of(log.log().from(0))));
  }

  // ---- searching

  /**
   * Has the broker elected, and sends requests around the newest record of the producer that repeat
   * others, leave others out or come under another epoch, all that may not be appended: their
   * answers show what a leader knows of its producer, and change no log.
   *
   * @return the first difference, if there is one
   * @throws IOException if Kafka's log can't reach its files
   */
  Optional<Difference> compareRefusals() throws IOException {
    if (!leads) {
      take(Step.LEAD);
    }
    attempt(
        () -> {
          Optional<Entry> newest = Requests.newest(log());
          if (newest.isPresent()) {
            compareRefusals(newest.get().producerEpoch(), newest.get().sequence());
          }
          compareRecords();
        });
    return Optional.ofNullable(difference);
  }

  private void compareRefusals(int epoch, int sequence) throws IOException {
    int next = Requests.advanced(sequence, 1);
    for (int by = -ProducerStateEntry.NUM_BATCHES_TO_RETAIN; by <= 2; by++) {
      answerUnless(next, epoch, Requests.advanced(sequence, by));
    }
    for (int other : List.of(sequence, next, 0, 1)) {
      answerUnless(0, epoch + 1, other);
      if (epoch > 0) {
        answer(requests.request(epoch - 1, other));
      }
    }
  }

  private void answerUnless(int follows, int epoch, int sequence) throws IOException {
    if (sequence != follows) {
      answer(requests.request(epoch, sequence));
    }
  }

  /**
   * Two with the same fingerprint go on in the same way, whatever follows: it has all that either
   * log looks at, but for the numbers of records, which none does, and with leader epochs by their
   * order, which is all that matters of them.
   */
  String fingerprint() throws IOException {
    StringBuilder text = new StringBuilder(kafka.fingerprint()).append(leads);
    text.append(" <").append(leaderEpoch).append("> ").append(memory);
    for (Entry entry : log().from(0)) {
      text.append(" <").append(entry.leaderEpoch()).append('>');
      text.append(entry.producerEpoch()).append(':').append(entry.sequence());
    }
    for (OurLog log : ours.values()) {
      text.append(' ').append(log.fingerprint());
    }
    return byRank(text.toString());
  }

  private static String byRank(String text) {
    NavigableSet<Integer> epochs = new TreeSet<>();
    EPOCH.matcher(text).results().forEach(epoch -> epochs.add(Integer.valueOf(epoch.group(1))));
    return EPOCH
        .matcher(text)
        .replaceAll(epoch -> "<" + epochs.headSet(Integer.valueOf(epoch.group(1))).size() + ">");
  }

  @Override
  public void close() throws IOException {
    kafka.close();
  }
}
