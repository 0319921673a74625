package org.acksiom.cli;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a test that a document shows, in a process and a folder of its own. */
final class DocumentedTest {
  private DocumentedTest() {}

  /** Prints what each failure says; exits with 1 if there is one. */
  public static void main(String[] classes) throws ClassNotFoundException {
    var failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Class.forName(classes[0])))
            .execute()
            .testEvents()
            .failed()
            .list();
    for (Event failure : failed) {
      System.out.println(
          failure
              .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
              .getThrowable()
              .orElseThrow()
              .getMessage());
    }
    System.exit(failed.isEmpty() ? 0 : 1);
  }
}
