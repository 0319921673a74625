package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLC accepts what the implementation does, and nothing that differs from it in one field. */
class TraceValidationTest {
  private static final Setup SMALL =
      new Setup(Preset.IDEMPOTENT_UNCLEAN.settings(), FaultModel.DISK, new Bounds(2, 2, 1, 3, 1));
  private static final Setup LARGE =
      new Setup(Preset.IDEMPOTENT_UNCLEAN.settings(), FaultModel.DISK, new Bounds(5, 24, 2, 15, 1));

  @TempDir private Path folder;
  private Path modules;

  @BeforeEach
  void copyModules() {
    modules = folder.resolve("modules");
    SpecFiles.copyModulesTo(modules);
  }

  private List<TraceOutcome> validate(List<Path> files) throws Exception {
    return new TraceValidation(Tlc.installed(), modules, folder, Duration.ofMinutes(2))
        .validate(files, 2, events -> {});
  }

  private Path write(String name, Object text) throws IOException {
    return Files.writeString(folder.resolve(name), text.toString());
  }

  private static List<Schedule> schedules(Setup setup, int runs) {
    List<Schedule> schedules = new ArrayList<>();
    Fuzzer.play(setup, 1, runs, schedules::add);
    return schedules;
  }

  private static long actions(Schedule schedule) {
    return schedule.events().stream().map(Event::action).distinct().count();
  }

  /** Of the short ones the one with the most actions. */
  private static Schedule telling() {
    return schedules(SMALL, 300).stream()
        .filter(schedule -> schedule.events().size() <= 40)
        .max(Comparator.comparingLong(TraceValidationTest::actions))
        .orElseThrow();
  }

  @Test
  void whatTheImplementationDoesAtLargeBoundsIsAccepted() throws Exception {
    List<Path> files = new ArrayList<>();
    Set<Action> taken = new TreeSet<>();
    int longest = 0;
    for (Preset preset : Preset.values()) {
      Bounds bounds = new Bounds(3 + preset.ordinal() % 3, 20 + preset.ordinal() % 5, 2, 15, 1);
      StringBuilder traces = new StringBuilder();
      for (Schedule schedule :
          schedules(new Setup(preset.settings(), FaultModel.DISK, bounds), 4)) {
        traces.append(ActionTrace.of(schedule, null));
        schedule.events().forEach(event -> taken.add(event.action()));
        longest = Math.max(longest, schedule.events().size());
      }
      files.add(write(preset.id() + ".ndjson", traces));
    }
    assertThat(validate(files)).allMatch(TraceOutcome::accepted).allMatch(o -> o.traces() == 4);
    assertThat(taken).containsExactly(Action.values());
    assertThat(longest).isGreaterThan(300);
  }

  /** Each is a file of its own; those of one setup are one run of TLC. */
  private Map<TraceText.Edit, TraceOutcome> outcomes(List<TraceText.Edit> edits) throws Exception {
    List<Path> files = new ArrayList<>();
    for (TraceText.Edit edit : edits) {
      files.add(write("edit-" + files.size() + ".ndjson", edit.edited()));
    }
    Map<TraceText.Edit, TraceOutcome> outcomes = new LinkedHashMap<>();
    for (TraceOutcome outcome : validate(files)) {
      outcomes.put(edits.get(outcomes.size()), outcome);
    }
    return outcomes;
  }

  /** The first line that is rejected, by TLC or because it can't be read; 0 if there is none. */
  private static int rejectedAt(TraceOutcome outcome) {
    assertThat(outcome.rejections()).hasSizeLessThan(2);
    if (!outcome.rejections().isEmpty()) {
      return outcome.rejections().get(0).line();
    }
    if (outcome.malformed().isEmpty()) {
      return 0;
    }
    String message = outcome.malformed().get().substring(outcome.file().toString().length());
    assertThat(message).matches(":\\d+:\\d+: (\\w+: )?expected .*");
    return Integer.parseInt(message.split(":")[1]);
  }

  /** The edits that are not rejected at their line. */
  private static List<String> elsewhere(Map<TraceText.Edit, TraceOutcome> outcomes) {
    List<String> elsewhere = new ArrayList<>();
    outcomes.forEach(
        (edit, outcome) -> {
          if (rejectedAt(outcome) != edit.line()) {
            elsewhere.add(edit + ": rejected at line " + rejectedAt(outcome));
          }
        });
    return elsewhere;
  }

  @Test
  void anEditOfAnyFieldOfAnyEventIsRejectedAtThatEvent() throws Exception {
    TraceText trace = TraceText.of(ActionTrace.of(telling(), null));
    List<TraceText.Edit> edits = new ArrayList<>();
    for (int line = 2; line <= trace.lines().size(); line++) {
      edits.addAll(trace.edits(line));
    }
    assertThat(edits).hasSizeGreaterThan(250);
    Map<TraceText.Edit, TraceOutcome> outcomes = outcomes(edits);
    assertThat(elsewhere(outcomes)).isEmpty();
    assertThat(outcomes.values().stream().filter(o -> o.malformed().isEmpty()).count())
        .isGreaterThan(edits.size() / 3);
  }

  @Test
  void anEditOfALargeTraceIsRejectedAtThatEvent() throws Exception {
    Schedule longest =
        Collections.max(schedules(LARGE, 5), Comparator.comparing(s -> s.events().size()));
    TraceText trace = TraceText.of(ActionTrace.of(longest, null));
    Random random = new Random(1);
    List<TraceText.Edit> edits = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<TraceText.Edit> all = trace.edits(2 + random.nextInt(trace.lines().size() - 1));
      edits.add(all.get(random.nextInt(all.size())));
    }
    assertThat(elsewhere(outcomes(edits))).isEmpty();
  }

  @Test
  void aDroppedDoubledOrSwappedEventIsRejectedWhereTheImplementationCanNotFollow()
      throws Exception {
    TraceText trace = TraceText.of(ActionTrace.of(telling(), null));
    List<TraceText.Edit> edits = new ArrayList<>();
    for (int line = 3; line <= trace.lines().size(); line++) {
      List<String> dropped = new ArrayList<>(trace.lines());
      String event = dropped.remove(line - 1);
      List<String> doubled = new ArrayList<>(trace.lines());
      doubled.add(line, event);
      edits.add(new TraceText.Edit(line, "dropped", new TraceText(dropped).counted()));
      edits.add(new TraceText.Edit(line, "doubled", new TraceText(doubled).counted()));
      if (line < trace.lines().size()) {
        List<String> swapped = new ArrayList<>(trace.lines());
        Collections.swap(swapped, line - 1, line);
        edits.add(new TraceText.Edit(line, "swapped", new TraceText(swapped)));
      }
    }
    int rejected = 0;
    for (Map.Entry<TraceText.Edit, TraceOutcome> each : outcomes(edits).entrySet()) {
      TraceOutcome outcome = each.getValue();
      if (outcome.malformed().isEmpty()) {
        assertThat(rejectedAt(outcome))
            .as(each.getKey().line() + each.getKey().what())
            .isEqualTo(Replayed.firstRejectedLine(outcome.file()));
      }
      rejected += rejectedAt(outcome) > 0 ? 1 : 0;
    }
    assertThat(rejected).isGreaterThan(edits.size() / 2);
  }

  @Test
  void ofManyTracesOnlyTheEditedOneIsRejectedAndNamed() throws Exception {
    List<Schedule> schedules = schedules(SMALL, 3);
    StringBuilder text = new StringBuilder();
    schedules.forEach(schedule -> text.append(ActionTrace.of(schedule, null)));
    int second = 1 + schedules.get(0).events().size() + 2;
    String edited =
        TraceText.of(text.toString())
            .with(
                second + 1,
                TraceText.of(text.toString())
                    .lines()
                    .get(second)
                    .replace("\"metadata\":1", "\"metadata\":2"))
            .toString();
    List<TraceOutcome> outcomes =
        validate(List.of(write("a.ndjson", text), write("b.ndjson", edited)));
    assertThat(outcomes.get(0).accepted()).isTrue();
    assertThat(outcomes.get(1).accepted()).isFalse();
    assertThat(outcomes.get(1).events())
        .isEqualTo(schedules.stream().mapToLong(schedule -> schedule.events().size()).sum());
    assertThat(outcomes.get(1).rejections())
        .containsExactly(
            new TraceRejection(
                2,
                second + 1,
                "Init",
                "is no initial state of the specification",
                Map.of("metadata", new Lockstep.Sides(new TlaValue.Int(1), new TlaValue.Int(2)))));
  }

  @Test
  void aTraceOfOtherSettingsIsRejectedWhereTheyMatter() throws Exception {
    Setup acksAll =
        new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NONE, new Bounds(2, 1, 0, 0));
    TraceText trace = TraceText.of(ActionTrace.of(schedules(acksAll, 1).get(0), null));
    TraceOutcome outcome =
        validate(
                List.of(
                    write(
                        "acks.ndjson",
                        trace.with(
                            1,
                            trace.lines().get(0).replace("\"acks\":\"all\"", "\"acks\":\"1\"")))))
            .get(0);
    assertThat(outcome.rejections()).hasSize(1);
    TraceRejection rejection = outcome.rejections().get(0);
    assertThat(rejection.event()).isEqualTo("LeaderAppends(1)");
    assertThat(rejection.reason()).isEqualTo("leads elsewhere");
    assertThat(rejection.fields()).containsOnlyKeys("responses[1]", "purgatory[1]");
  }

  @Test
  void anImplementationThatTheSpecificationDoesNotAllowIsRejected() throws Exception {
    Path spec = modules.resolve("KafkaDelivery.tla");
    String passage = "/\\ highWatermark[b] > waiting.offset\n";
    String text = Files.readString(spec);
    assertThat(text.split(Pattern.quote(passage), -1)).hasSize(2);
    Files.writeString(spec, text.replace(passage, "/\\ highWatermark[b] > waiting.offset + 1\n"));
    Setup setup =
        new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NONE, new Bounds(2, 1, 0, 0));
    Schedule schedule = schedules(setup, 1).get(0);
    TraceOutcome outcome =
        validate(List.of(write("run.ndjson", ActionTrace.of(schedule, null)))).get(0);
    assertThat(outcome.rejections()).hasSize(1);
    TraceRejection rejection = outcome.rejections().get(0);
    assertThat(rejection.event()).isEqualTo("LeaderAcknowledges(1)");
    assertThat(rejection.reason()).isEqualTo("can not happen here");
    assertThat(rejection.line())
        .isEqualTo(
            3
                + schedule.events().stream()
                    .map(Object::toString)
                    .toList()
                    .indexOf(rejection.event()));
  }
}
