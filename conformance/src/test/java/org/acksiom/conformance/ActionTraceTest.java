package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.TracedStep;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of a run, what is read of it, and what is refused. */
class ActionTraceTest {
  private static final Setup SETUP =
      new Setup(Preset.LEADER_ACK_UNCLEAN.settings(), FaultModel.DISK, new Bounds(3, 20, 2, 9, 1));

  @TempDir private Path folder;

  private static String traces(int runs) {
    StringBuilder text = new StringBuilder();
    List<Schedule> schedules = new ArrayList<>();
    Fuzzer.play(SETUP, 7, runs, schedules::add);
    for (Schedule schedule : schedules) {
      text.append(ActionTrace.of(schedule, new ActionTrace.Origin(7, schedules.indexOf(schedule))));
    }
    return text.toString();
  }

  @Test
  void aSeedGivesTheSameBytesHoweverManyRecordAtATime() throws Exception {
    String alone = traces(3);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> together = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        together.add(threads.submit(() -> traces(3)));
      }
      for (Future<String> one : together) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsReadIsWhatHappened() throws Exception {
    List<Schedule> schedules = new ArrayList<>();
    Fuzzer.play(SETUP, 3, 2, schedules::add);
    StringBuilder text = new StringBuilder();
    schedules.forEach(schedule -> text.append(ActionTrace.of(schedule, null)));
    List<String> read = new ArrayList<>();
    ActionTraceReader.read(
        write(text.toString()),
        new ActionTraceReader.Listener() {
          private TlaValue[] state;

          @Override
          public void begun(Setup setup, int line, TlaValue[] initial) {
            assertThat(setup).isEqualTo(SETUP);
            state = initial;
            read.add(List.of(state).toString());
          }

          @Override
          public void happened(TracedStep step) {
            state = step.after(state);
            read.add(step.action() + step.parameters() + List.of(state));
          }

          @Override
          public void ended() {}
        });
    List<String> happened = new ArrayList<>();
    for (Schedule schedule : schedules) {
      schedule.run(
          new Schedule.Observer() {
            @Override
            public void begun(Cluster initial) {
              happened.add(List.copyOf(Abstraction.of(initial).values()).toString());
            }

            @Override
            public void happened(Event event, Cluster after) {
              List<Integer> both = List.of(event.first(), event.second());
              happened.add(
                  event.action().specName()
                      + both.subList(0, event.action().parameters().size())
                      + List.copyOf(Abstraction.of(after).values()));
            }
          });
    }
    assertThat(read).isEqualTo(happened);
  }

  @Test
  void theVariablesAreThoseOfTheSpecificationAndOfTheAbstraction() throws Exception {
    List<String> names = TraceVariable.ALL.stream().map(TraceVariable::name).toList();
    assertThat(Abstraction.of(new Cluster(SETUP)).keySet()).containsExactlyElementsOf(names);
    SpecFiles.copyModulesTo(folder);
    Path config =
        Files.writeString(
            folder.resolve("m.cfg"),
            new KafkaDeliveryModel(SETUP.settings(), SETUP.faults(), SETUP.bounds()).config());
    try (Specification specification =
        Specification.read(folder.resolve(KafkaDeliveryModel.MODULE + ".tla"), config)) {
      assertThat(specification.variables()).containsExactlyInAnyOrderElementsOf(names);
    }
    String module = Files.readString(folder.resolve(KafkaDeliveryModel.TRACE_MODULE + ".tla"));
    assertThat(module.replaceAll("\\s+", " "))
        .contains("Variables == <<" + String.join(", ", names) + ">>");
  }

  @Test
  void aTraceThatIsCutIsRefusedWhereverThatIs() throws Exception {
    String text = small().toString();
    for (int length = 0; length < text.length(); length++) {
      Path file = write(text.substring(0, length));
      try (TraceBatches batches = new TraceBatches(folder)) {
        assertThat(batches.add(file, 0)).as(text.substring(0, length)).isPresent();
      }
    }
  }

  @Test
  void bytesThatAreNoTextAndLinesWithoutEndAreRefused() throws Exception {
    refused(
        "{\"format\":\"acksiom-trace/1\"}x\n",
        ":1:28: expected settings, faults, bounds and"
            + " events, found a header without one of them");
    refused(small() + "\n", ":5:1: expected the header of a trace, found the end of the line");
    refused(
        small() + small().toString().substring(0, 90),
        ":5:91: expected the end of the line, found the end of the file");
    refused("x".repeat(1_000_001) + "\n", ":1:1: expected lines of at most 1000000 bytes");
    Path file = Files.write(folder.resolve("b.ndjson"), new byte[] {'{', (byte) 0xff, '\n'});
    try (TraceBatches batches = new TraceBatches(folder)) {
      assertThat(batches.add(file, 0)).contains(file + ":1:1: expected UTF-8, found other bytes");
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("t.ndjson"), text);
  }

  private void refused(String text, String told) throws IOException {
    Path file = write(text);
    try (TraceBatches batches = new TraceBatches(folder)) {
      assertThat(batches.add(file, 0)).contains(file + told);
    }
  }

  private static TraceText small() {
    Setup setup = new Setup(Preset.LEADER_ACK.settings(), FaultModel.NONE, new Bounds(2, 1, 0, 0));
    return TraceText.of(
        ActionTrace.of(
            new Schedule(
                setup, List.of(Event.parse("ProducerSends"), Event.parse("LeaderAppends(1)"))),
            null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | {"format"                    | {"form"               | :1:2: expected the header of a trace, which begins with its format
          1 | trace/1                      | trace/2               | :1:11: format: expected acksiom-trace/1, found 'acksiom-trace/2'
          1 | "acks":"1"                   | "acks":"2"            | :1:206: expected acks 0, 1, all or -1, found '2'
          1 | "replicas":2                 | "replicas":9          | :1:295: replicas: expected 1 to 5, found 9
          1 | "faults":"none"              | "faults":"flood"      | :1:217: expected a fault model (none, network, crash, partition, disk), found 'flood'
          1 | "faults":"none",             | ''                    | :1:291: expected settings, faults, bounds and events, found a header without one of them
          2 | "Init"                       | "ProducerSends"       | :2:1026: expected the initial state, found 'ProducerSends'
          2 | "metadata":1,                | ''                    | :2:1003: expected all 25 variables, found 24
          2 | "queue":[1]                  | "queue":1             | :2:37: expected an array, found '1'
          2 | "status":{"1":"running",     | "status":{            | :2:381: expected status of each of 1 to 2, found 1
          2 | "status":{"1":               | "status":{"3":        | :2:368: expected 1 to 2, found '3'
          2 | "status":{"1":               | "status":{"2":        | :2:385: expected JSON, found: Duplicate field '2'
          2 | "reads":{"keeps":0           | "reads":{"keeps":1    | :2:1017: expected at most 0 elements to keep, found 1
          2 | "faultsLeft":0               | "faultsLeft":9999999999 | :2:1015: expected an integer of 32 bits, found 9999999999
          3 | "action":"ProducerSends",    | ''                    | :3:170: expected action and changed, found an event without one of them
          3 | ProducerSends                | ProducerSent          | :3:194: expected an action of KafkaDelivery, found 'ProducerSent'
          3 | "action":"ProducerSends"     | "action":"ProducerSends","broker":1 | :3:206: expected ProducerSends with parameters [], found [broker]
          3 | "queue"                      | "queues"              | :3:38: expected a variable of KafkaDelivery, found 'queues'
          3 | "attempts":1                 | "attempts":1.5        | :3:95: expected an integer, found '1.5'
          3 | "attempts":1,                | ''                    | :3:115: expected all of [attempts, producerEpoch, sequence], found [producerEpoch, sequence]
          3 | ProducerSends                | Prod\\qSends          | :3:17: expected JSON, found: Unrecognized character escape 'q' (code 113)
          3 | }}}                          | }}                    | :3:195: expected JSON, found: Unexpected end-of-input: expected close marker for Object
          """)
  void aMalformedLineIsToldWithItsPlace(int line, String passage, String other, String told)
      throws IOException {
    TraceText trace = small();
    String text = trace.lines().get(line - 1);
    assertThat(text).contains(passage);
    refused(trace.with(line, text.replace(passage, other)).toString(), told);
  }
}
