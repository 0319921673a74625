package org.acksiom.linearizability.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.model.Call;
import org.acksiom.linearizability.model.Counter;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Model;
import org.acksiom.linearizability.model.Register;
import org.acksiom.linearizability.model.Step;
import org.acksiom.linearizability.recorder.Recorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;

/** Each test has its own recorder, and fails if what it recorded is not linearizable. */
class LinearizabilityExtensionTest {

  private static Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.conditions.deactivate", "*")
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }

  private static void read(Recorder recorder, long told) {
    recorder.invoke(0, "read", null).ok(told);
  }

  @Linearizable(Counter.class)
  static class AnnotatedCase {
    @BeforeEach
    void startAtOne(Recorder recorder) {
      recorder.invoke(0, "add", 1).ok();
    }

    @RepeatedTest(2)
    void good(Recorder recorder) {
      read(recorder, 1);
    }

    @Test
    void bad(Recorder recorder) {
      read(recorder, 2);
    }

    @Test
    @Linearizable(NegatedCounter.class)
    void methodsAnnotationCounts(Recorder recorder) {
      read(recorder, -1);
    }

    @Test
    void failureOfTheTestCounts(Recorder recorder) {
      read(recorder, 2);
      throw new IllegalStateException("the test's own");
    }

    @Test
    void testThatAsksForNoRecorder() {}

    @Nested
    class Inside {
      @Test
      void bad(Recorder recorder) {
        read(recorder, 3);
      }
    }
  }

  /** A counter that goes down: a model of a test's own. */
  static final class NegatedCounter implements Model<Long> {
    @Override
    public Long initialState() {
      return 0L;
    }

    @Override
    public Step<Long> step(Long state, Call call) {
      return call.function().equals("add")
          ? Step.to(state - (Long) call.argument())
          : Step.when(call.mayReturn(state), state, () -> "it is " + state);
    }
  }

  static class RegisteredCase {
    @RegisterExtension
    final LinearizabilityExtension linearizable =
        LinearizabilityExtension.of(new Register(Dialect.RECORDED, 5), Budget.ofTests());

    @Test
    void good(Recorder recorder) {
      read(recorder, 5);
    }

    @Test
    void bad(Recorder recorder) {
      read(recorder, 6);
    }
  }

  @ExtendWith(LinearizabilityExtension.class)
  static class UncheckedCase {
    private Recorder mine;

    @Test
    void anything(Recorder recorder) {
      mine = recorder;
      read(recorder, 6);
    }

    @AfterEach
    void isTheSame(Recorder recorder) {
      if (recorder != mine || recorder.history().operations().size() != 1) {
        throw new IllegalStateException("another recorder");
      }
    }
  }

  @Test
  void annotatedTestsAreCheckedWithTheNamedModel() {
    Events events = run(AnnotatedCase.class);
    events.assertStatistics(counts -> counts.succeeded(4).failed(3));
    events
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("bad"),
                finishedWithFailure(
                    instanceOf(AssertionFailedError.class),
                    message(
                        """
                        expected a linearizable history of Counter, found one that is not linearizable (2 operations)
                        The longest explanation has these operations in this order:
                          process 0, :add 1, :ok 1 (event 0 to 1)
                        Then nothing explains that this one completed:
                          process 0, :read, :ok 2 (event 2 to 3)
                        The only possible state there, and why not:
                          1: it reads 2, but the counter is at 1\
                        """))))
        .haveExactly(
            1,
            event(
                test("bad"),
                finishedWithFailure(
                    message(text -> text.endsWith("it reads 3, but the counter is at 1")))))
        .haveExactly(
            1,
            event(
                test("failureOfTheTestCounts"),
                finishedWithFailure(
                    instanceOf(IllegalStateException.class), message("the test's own"))));
  }

  @Test
  void registeredExtensionChecksWithItsModel() {
    Events events = run(RegisteredCase.class);
    events.assertStatistics(counts -> counts.succeeded(1).failed(1));
    events
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("bad"),
                finishedWithFailure(
                    message(text -> text.contains("it reads 6, but the register holds 5")))));
  }

  static class SharedCase {
    @RegisterExtension
    static final LinearizabilityExtension LINEARIZABLE =
        LinearizabilityExtension.of(new Register(), Budget.ofTests());

    @BeforeAll
    static void before(Recorder recorder) {
      recorder.invoke(0, "write", 1).ok();
    }

    @Test
    void test(Recorder recorder) {
      recorder.invoke(0, "read", null).ok(1);
    }
  }

  @Test
  void noRecorderIsSharedByTests() {
    run(SharedCase.class).assertStatistics(counts -> counts.started(0));
  }

  @Test
  void withoutAModelNothingIsChecked() {
    run(UncheckedCase.class).assertStatistics(counts -> counts.succeeded(1).failed(0));
  }
}
