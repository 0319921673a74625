package org.acksiom.conformance.mutants.isolated;

import java.util.OptionalInt;
import org.acksiom.conformance.mutants.StorageWitness;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.impl.storage.crash.CrashExplorer;
import org.acksiom.impl.storage.crash.DamageExplorer;
import org.acksiom.impl.storage.crash.Script;
import org.acksiom.impl.storage.crash.Violation;

/**
 * Crashes the mutant's log in every way in every script, from the shortest beginning on that shows
 * it, then damages one in every way. A log that throws what it does not say is noticed, too.
 */
public final class CrashTestWitness implements StorageWitness {

  @Override
  public Testimony testify() {
    for (Script script : Script.beginnings()) {
      try {
        CrashExplorer.explore(script);
      } catch (Violation e) {
        return Testimony.caught(e.getMessage(), OptionalInt.of(script.steps().size()));
      } catch (RuntimeException e) { // a broken log may do anything
        return Testimony.caught(e + " in " + script, OptionalInt.of(script.steps().size()));
      }
    }
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
