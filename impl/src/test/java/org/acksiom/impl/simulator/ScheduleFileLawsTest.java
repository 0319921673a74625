package org.acksiom.impl.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Files of random schedules, whole and damaged. */
class ScheduleFileLawsTest {
  @Provide
  Arbitrary<Walk> walks() {
    return Walk.any();
  }

  @Property(tries = 200)
  void isReadBackAsItWasWritten(@ForAll("walks") Walk walk) throws Exception {
    assertThat(readBack(ScheduleFile.write(walk.schedule()).getBytes(UTF_8)))
        .isEqualTo(walk.schedule());
  }

  @Property(tries = 300)
  void aDamagedByteIsReadAsAnotherScheduleOrSaidInOneLine(
      @ForAll("walks") Walk walk, @ForAll @IntRange(max = 2_000) int at, @ForAll byte damage)
      throws Exception {
    byte[] bytes = ScheduleFile.write(walk.schedule()).getBytes(UTF_8);
    bytes[at % bytes.length] = damage;

    try {
      readBack(bytes);
    } catch (ArtifactFormatException e) {
      assertThat(e.getMessage())
          .matches(".*\\.json:\\d+:\\d+: .*expected.*")
          .doesNotContainPattern("\\p{Cntrl}");
    }
  }

  private static Schedule readBack(byte[] bytes) throws IOException, ArtifactFormatException {
    Path file = Files.createTempFile("schedule", ".json");
    try {
      Files.write(file, bytes);
      return ScheduleFile.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
