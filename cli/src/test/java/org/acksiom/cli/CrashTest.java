package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir private Path folder;

  @Test
  void theStackTraceOfAnExceptionOfManyLinesIsKeptAndTheLineIsOne() {
    String told = Crash.told(new IllegalStateException("boom\n  in broker 1"), folder);
    assertThat(told)
        .startsWith("java.lang.IllegalStateException: boom in broker 1; stack trace in " + folder)
        .doesNotContain("\n");
    Path log = Path.of(told.substring(told.indexOf(folder.toString())));
    assertThat(log).content().contains("at org.acksiom.cli.CrashTest");
  }

  @Test
  void anExhaustedMemoryIsNamedWithItsRemedyAndLeavesNoFile() {
    assertThat(Crash.told(new OutOfMemoryError("Java heap space"), folder))
        .startsWith("out of memory; ")
        .contains("ACKSIOM_JAVA_OPTS");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsGoneCostsTheStackTraceOnly() {
    assertThat(Crash.told(new IllegalStateException("boom"), folder.resolve("gone")))
        .contains("boom; its stack trace could not be written to " + folder.resolve("gone"));
  }
}
