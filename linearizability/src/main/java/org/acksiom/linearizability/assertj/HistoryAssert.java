package org.acksiom.linearizability.assertj;

import java.util.Objects;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.ExplanationText;
import org.acksiom.linearizability.Judgement;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.SequentialModel;
import org.assertj.core.api.AbstractAssert;

/** Assertions on one history. */
public final class HistoryAssert extends AbstractAssert<HistoryAssert, History> {
  private Budget budget = Budget.ofTests();

  HistoryAssert(History actual) {
    super(actual, HistoryAssert.class);
  }

  /**
   * Has the assertions that follow end within a budget other than {@link Budget#ofTests}.
   *
   * @param limit for each assertion
   */
  public HistoryAssert within(Budget limit) {
    budget = Objects.requireNonNull(limit, "limit");
    return this;
  }

  /**
   * Fails if the model does not explain the history, with the explanation of why, or if the budget
   * ran out before that was decided.
   *
   * @param model what the object is to be
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public HistoryAssert isLinearizable(SequentialModel<?, ?> model) {
    return hasVerdict(Verdict.VALID, "a linearizable", model);
  }

  /**
   * Fails if the model explains the history, or if the budget ran out before that was decided.
   *
   * @param model what the object is to be
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public HistoryAssert isNotLinearizable(SequentialModel<?, ?> model) {
    return hasVerdict(Verdict.INVALID, "no linearizable", model);
  }

  private HistoryAssert hasVerdict(Verdict expected, String wanted, SequentialModel<?, ?> model) {
    isNotNull();
    Judgement judgement = new LinearizabilityChecker(budget, System::nanoTime).check(model, actual);
    if (judgement.verdict() != expected) {
      failWithMessage(
          "expected %s history of %s, found one that is %s",
          wanted, model.getClass().getSimpleName(), ExplanationText.of(judgement));
    }
    return this;
  }
}
