package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 18, (1 << 18) + 1, 3_000_000})
  void theBytesAreTheSource(int count) throws IOException {
    byte[] bytes = bytes(count);
    try (InputStream ahead = new ReadAhead(new ByteArrayInputStream(bytes))) {
      assertThat(ahead.readAllBytes()).isEqualTo(bytes);
      assertThat(ahead.read()).isEqualTo(-1);
    }
    try (InputStream ahead = new ReadAhead(new ByteArrayInputStream(bytes))) {
      for (int i = 0; i < Math.min(count, 1000); i++) {
        assertThat(ahead.read()).isEqualTo(bytes[i] & 0xFF);
      }
    }
  }

  private static InputStream failing(RuntimeException unchecked) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (unchecked != null) {
          throw unchecked;
        }
        throw new IOException("broken");
      }
    };
  }

  @Test
  void whatTheSourceThrowsIsThrownBehindWhatItHad() throws IOException {
    byte[] bytes = bytes(600_000);
    InputStream source = new SequenceInputStream(new ByteArrayInputStream(bytes), failing(null));
    try (InputStream ahead = new ReadAhead(source)) {
      assertThat(ahead.readNBytes(bytes.length)).isEqualTo(bytes);
      assertThatIOException().isThrownBy(ahead::read).withMessage("broken");
    }
    try (InputStream ahead = new ReadAhead(failing(new IllegalStateException("odd")))) {
      assertThatIllegalStateException().isThrownBy(ahead::read).withMessage("odd");
    }
  }

  @Test
  @Timeout(60)
  void anErrorOfTheSourceIsThrownToo() throws IOException {
    InputStream source =
        new InputStream() {
          @Override
          public int read() {
            throw new StackOverflowError("deep");
          }
        };
    try (InputStream ahead = new ReadAhead(source)) {
      assertThatThrownBy(ahead::read).isInstanceOf(StackOverflowError.class).hasMessage("deep");
    }
  }
}
