package org.acksiom.conformance.mutants.isolated;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.conformance.mutants.StorageWitness;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.impl.storage.crash.CrashExplorer;
import org.acksiom.impl.storage.crash.DamageExplorer;
import org.acksiom.impl.storage.crash.Script;
import org.acksiom.impl.storage.crash.Violation;

/**
 * Crashes the mutant's log in every way in every script, then damages one in every way. What a
 * crash shows is told by the shortest beginning of a script that shows it. A log that throws what
 * it does not say is noticed, too.
 */
public final class CrashTestWitness implements StorageWitness {

  @Override
  public Testimony testify() {
    return crashed(Script.all()).isPresent()
        ? crashed(Script.beginnings()).orElseThrow() // whole scripts are among them
        : damaged();
  }

  /** What the first script says that shows anything. */
  private static Optional<Testimony> crashed(List<Script> scripts) {
    for (Script script : scripts) {
      OptionalInt steps = OptionalInt.of(script.steps().size());
      try {
        CrashExplorer.explore(script);
      } catch (Violation e) {
        return Optional.of(Testimony.caught(e.getMessage(), steps));
      } catch (RuntimeException e) { // a broken log may do anything
        return Optional.of(Testimony.caught(e + " in " + script, steps));
      }
    }
    return Optional.empty();
  }

  private static Testimony damaged() {
    try {
      DamageExplorer.exploreAll();
      return Testimony.survived();
    } catch (Violation e) {
      return Testimony.caught(e.getMessage(), OptionalInt.empty());
    } catch (RuntimeException e) {
      return Testimony.caught(e + " after damage", OptionalInt.empty());
    }
  }
}
