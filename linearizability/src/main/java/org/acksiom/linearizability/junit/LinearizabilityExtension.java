package org.acksiom.linearizability.junit;

import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.ExplanationText;
import org.acksiom.linearizability.Judgement;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.recorder.Recorder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;

/**
 * Gives each test a {@link Recorder}, as a parameter of the test and of what runs before and after
 * it, and checks what was recorded when the test has ended well.
 *
 * <p>{@link Linearizable} brings it along and names the model. Where the model needs to be made
 * otherwise, it is registered as a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * LinearizabilityExtension linearizable =
 *     LinearizabilityExtension.of(new CasRegister(Dialect.RECORDED, 0), Budget.ofTests());
 * }</pre>
 */
public final class LinearizabilityExtension
    implements ParameterResolver, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(LinearizabilityExtension.class);

  private final Optional<SequentialModel<?, ?>> model;
  private final Budget budget;

  /** One that checks what {@link Linearizable} says, if anything: for {@code ExtendWith}. */
  public LinearizabilityExtension() {
    this(Optional.empty(), Budget.ofTests());
  }

  private LinearizabilityExtension(Optional<SequentialModel<?, ?>> model, Budget budget) {
    this.model = model;
    this.budget = Objects.requireNonNull(budget, "budget");
  }

  /**
   * One that checks each test with a model.
   *
   * @param model what the object under test is to be
   * @param budget for each test's check
   */
  public static LinearizabilityExtension of(SequentialModel<?, ?> model, Budget budget) {
    return new LinearizabilityExtension(Optional.of(model), budget);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Recorder.class && test.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return recorder(test);
  }

  private static Recorder recorder(ExtensionContext test) {
    ExtensionContext.Store store = test.getStore(NAMESPACE);
    Recorder recorder = store.get(Recorder.class, Recorder.class);
    if (recorder == null) {
      recorder = new Recorder();
      store.put(Recorder.class, recorder);
    }
    return recorder;
  }

  /**
   * Checks what was recorded, if a model is known and the test has not failed by itself.
   *
   * @throws AssertionFailedError if the model does not explain it, with the explanation of why, or
   *     if the budget ran out before that was decided
   */
  @Override
  public void afterTestExecution(ExtensionContext test) {
    if (test.getExecutionException().isEmpty()) {
      model.or(() -> annotated(test)).ifPresent(known -> check(known, recorder(test)));
    }
  }

  /** What the test, its class or a class around it says. */
  private static Optional<SequentialModel<?, ?>> annotated(ExtensionContext test) {
    return AnnotationSupport.findAnnotation(test.getElement(), Linearizable.class)
        .<SequentialModel<?, ?>>map(found -> ReflectionSupport.newInstance(found.value()))
        .or(() -> test.getParent().flatMap(LinearizabilityExtension::annotated));
  }

  private void check(SequentialModel<?, ?> known, Recorder recorder) {
    Judgement judgement =
        new LinearizabilityChecker(budget, System::nanoTime).check(known, recorder.history());
    if (judgement.verdict() != Verdict.VALID) {
      throw new AssertionFailedError(
          "expected a linearizable history of %s, found one that is %s"
              .formatted(known.getClass().getSimpleName(), ExplanationText.of(judgement)));
    }
  }
}
