package org.acksiom.kafka.log;

import static org.acksiom.kafka.log.Step.CUT_ONE;
import static org.acksiom.kafka.log.Step.KILL;
import static org.acksiom.kafka.log.Step.LEAD;
import static org.acksiom.kafka.log.Step.NEXT;
import static org.acksiom.kafka.log.Step.PLAIN;
import static org.acksiom.kafka.log.Step.RESTART;
import static org.acksiom.kafka.log.Step.TEAR;
import static org.acksiom.kafka.log.Step.THREE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.MemoryLog;
import org.junit.jupiter.api.Test;

/** Of logs that are wrong the comparison says so, with the shortest sequence that shows it. */
class WrongLogsTest {

  /** What is wrong with a log. */
  private enum Fault {
    RECOGNISES_ONE_BATCH,
    RECOGNISES_FOUR_BATCHES,
    EPOCHS_END_LATE,
    FINDS_NO_EPOCH,
    KEEPS_ONE_MORE_WHEN_CUT,
    APPENDS_THE_FIRST_LAST,
    LOSES_THE_LAST_WHEN_KILLED,
    FORGETS_SEQUENCES_WHEN_RESTARTED,
    KEEPS_WHAT_IS_TORN
  }

  @Test
  void aLeaderHasToRecogniseMoreThanTheNewestBatch() throws IOException {
    assertThat(difference(Fault.RECOGNISES_ONE_BATCH))
        .hasToString(
            "after [THREE]: answer to ProduceRequest[record=6, producerEpoch=1, sequence=0]:"
                + " Kafka's log: Answer[error=NONE, offset=0],"
                + " wrong log: Answer[error=OUT_OF_ORDER_SEQUENCE_NUMBER, offset=-1]");
  }

  @Test
  void aLeaderHasToRecogniseMoreThanFourBatches() throws IOException {
    assertThat(difference(Fault.RECOGNISES_FOUR_BATCHES).steps()).containsExactly(THREE, THREE);
  }

  @Test
  void anEpochHasToEndWhereTheNextBegins() throws IOException {
    assertThat(difference(Fault.EPOCHS_END_LATE).steps()).containsExactly(LEAD);
  }

  @Test
  void anEpochThatHasARecordHasToBeFound() throws IOException {
    assertThat(difference(Fault.FINDS_NO_EPOCH).steps()).containsExactly(PLAIN);
  }

  @Test
  void aLogThatIsCutHasToEndThere() throws IOException {
    assertThat(difference(Fault.KEEPS_ONE_MORE_WHEN_CUT).steps()).containsExactly(PLAIN, CUT_ONE);
  }

  @Test
  void entriesHaveToBeAppendedInOrder() throws IOException {
    assertThat(difference(Fault.APPENDS_THE_FIRST_LAST).steps()).hasSize(2).endsWith(THREE);
  }

  @Test
  void aLogHasToOutliveItsProcess() throws IOException {
    assertThat(difference(Fault.LOSES_THE_LAST_WHEN_KILLED).steps()).containsExactly(PLAIN, KILL);
  }

  @Test
  void theProducerHasToOutliveTheProcess() throws IOException {
    assertThat(difference(Fault.FORGETS_SEQUENCES_WHEN_RESTARTED).steps())
        .containsExactly(NEXT, RESTART);
  }

  @Test
  void aTornEntryHasToBeCutOff() throws IOException {
    assertThat(difference(Fault.KEEPS_WHAT_IS_TORN).steps()).containsExactly(PLAIN, TEAR);
  }

  private static Difference difference(Fault fault) throws IOException {
    try (Bench bench = new Bench()) {
      Sequences.Beginning beginning =
          bench.one(new WrongProcess(new WrongLog(MemoryLog.empty(), fault)));
      return Sequences.compare(beginning, 2, 1_000).difference().orElseThrow();
    }
  }

  /** A log that is right but for its fault. */
  private record WrongLog(MemoryLog log, Fault fault) implements Log {
    private WrongLog with(MemoryLog changed) {
      return new WrongLog(changed, fault);
    }

    @Override
    public int endOffset() {
      return log.endOffset();
    }

    @Override
    public int flushPoint() {
      return log.flushPoint();
    }

    @Override
    public Entry entry(int offset) {
      int behind = endOffset() - offset;
      boolean forgotten =
          fault == Fault.RECOGNISES_ONE_BATCH && behind > 1
              || fault == Fault.RECOGNISES_FOUR_BATCHES && behind > 4;
      return forgotten ? plain(log.entry(offset)) : log.entry(offset);
    }

    @Override
    public List<Entry> from(int offset) {
      return log.from(offset);
    }

    @Override
    public int lastEpoch() {
      return log.lastEpoch();
    }

    @Override
    public EpochEnd endOfEpoch(int epoch) {
      EpochEnd end = log.endOfEpoch(epoch);
      return switch (fault) {
        case EPOCHS_END_LATE -> new EpochEnd(end.epoch(), end.endOffset() + 1);
        case FINDS_NO_EPOCH -> new EpochEnd(-1, end.endOffset());
        default -> end;
      };
    }

    @Override
    public WrongLog appendAll(List<Entry> more) {
      return with(
          fault == Fault.APPENDS_THE_FIRST_LAST
              ? log.appendAll(more.subList(1, more.size())).appendAll(more.subList(0, 1))
              : log.appendAll(more));
    }

    @Override
    public WrongLog truncatedTo(int endOffset) {
      return with(
          log.truncatedTo(fault == Fault.KEEPS_ONE_MORE_WHEN_CUT ? endOffset + 1 : endOffset));
    }

    WrongLog plain() {
      Stream<Entry> plain = log.from(0).stream().map(WrongLog::plain);
      return with(MemoryLog.empty().appendAll(plain.toList()));
    }

    private static Entry plain(Entry entry) {
      return new Entry(entry.record(), entry.leaderEpoch(), 0, Entry.NO_SEQUENCE);
    }
  }

  /** What is wrong with the log shows when its process ends, too. */
  private record WrongProcess(WrongLog log) implements OurLog {
    private WrongProcess withoutLast() {
      return new WrongProcess(log.truncatedTo(log.endOffset() - 1));
    }

    @Override
    public OurLog with(Log changed) {
      return new WrongProcess((WrongLog) changed);
    }

    @Override
    public OurLog restarted() {
      return log.fault() == Fault.FORGETS_SEQUENCES_WHEN_RESTARTED
          ? new WrongProcess(log.plain())
          : this;
    }

    @Override
    public OurLog killed() {
      return log.fault() == Fault.LOSES_THE_LAST_WHEN_KILLED && log.endOffset() > 0
          ? withoutLast()
          : this;
    }

    @Override
    public OurLog torn() {
      return log.fault() == Fault.KEEPS_WHAT_IS_TORN ? this : withoutLast();
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }
}
