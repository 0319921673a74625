package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acksiom.modelcheck.TraceReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counterexamples as files, and files that are none. */
class TraceFileTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("artifact"), text);
  }

  @Test
  void aFileWithoutAnInitialStateDoesNotLookLikeACounterexample() throws IOException {
    assertThat(TraceFile.looksLike(file(""))).isFalse();
    assertThat(TraceFile.looksLike(file("{\"events\": []}"))).isFalse();
    assertThat(TraceFile.looksLike(file("State 1: <Initial predicate>\n"))).isTrue();
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException {
    Path huge = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(TraceReader.LENGTH_MAX + 1L);
    }
    assertThat(TraceFile.looksLike(huge)).isFalse();
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28, 0});
    assertThatThrownBy(() -> TraceFile.looksLike(binary))
        .isInstanceOf(IOException.class)
        .hasMessage(binary + ": expected UTF-8, found other bytes");
  }

  @Test
  void aFileWithoutAModelIsRefused() throws IOException {
    Path other = file("State 1: <Initial predicate>\n/\\ queue = <<1,\n");
    assertThatThrownBy(() -> TraceFile.model(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the constant Acks");
  }
}
