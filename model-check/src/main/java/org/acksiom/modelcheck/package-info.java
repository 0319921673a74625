/**
 * TLC as a library: a model goes in, a typed answer comes out.
 *
 * <p>A {@link org.acksiom.modelcheck.TlcRun} names a module, its configuration and a budget; {@link
 * org.acksiom.modelcheck.Tlc} forks one JVM for it, because TLC keeps its state in static fields
 * and a second specification in the same class loader gets wrong answers; the {@link
 * org.acksiom.modelcheck.TlcResult} says whether the model holds, is violated (with each
 * counterexample as a {@link org.acksiom.modelcheck.Trace} of {@link
 * org.acksiom.modelcheck.TlaValue}s), is undecided because the budget ran out, or could not be
 * checked at all. Counterexamples that somebody else's TLC printed are read by {@link
 * org.acksiom.modelcheck.TraceReader}.
 *
 * <p><b>Several questions, one exploration.</b> A run that {@linkplain
 * org.acksiom.modelcheck.TlcRun#continues(boolean) continues} explores past violations. A model can
 * therefore hold one invariant that notes in a TLC register which anomalies have been seen, prints
 * those that are new and is false exactly where something is new: each {@link
 * org.acksiom.modelcheck.Violation} then carries the printed names and, with one worker, a shortest
 * trace to them, and the end of the run says that the rest is impossible within the bounds. The
 * register must be initialised in an {@code ASSUME}: TLC evaluates {@code Init} and the actions
 * again when it rebuilds a trace, and would reset it. At any one state TLC reports the first false
 * invariant only, and a deadlock or an evaluation error ends even a run that continues.
 */
package org.acksiom.modelcheck;
