package org.acksiom.kafka.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.acksiom.kafka.settings.PropertiesText.Assignment;

/** A file of settings, from its bytes to its assignments; or the one line that says why not. */
final class SettingsFile {
  /** Kafka has some 400 settings; more bytes than this are another kind of file. */
  private static final int MOST_BYTES = 1 << 20;

  private SettingsFile() {}

  /**
   * The assignments of a file, at least one.
   *
   * @throws SettingsException if there is no such file, it cannot be read, is not text, is no
   *     {@code Properties} or assigns nothing
   */
  static List<Assignment> read(Path path) throws SettingsException {
    return assignments(path, bytes(path));
  }

  /**
   * The assignments of a file that was read.
   *
   * @throws SettingsException if the bytes are not text, are no {@code Properties} or assign
   *     nothing
   */
  static List<Assignment> assignments(Path path, byte[] bytes) throws SettingsException {
    // Kafka's tools read properties as bytes, which java.util.Properties takes for ISO 8859-1.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    refuseWhatIsNoText(path, text);
    List<Assignment> assignments = PropertiesText.read(path.toString(), text);
    if (assignments.isEmpty()) {
      String found = bytes.length == 0 ? "an empty file" : "only comments and blank lines";
      throw new SettingsException(path + ": expected settings such as acks=all, found " + found);
    }
    return assignments;
  }

  /**
   * The bytes of a file.
   *
   * @throws SettingsException if there is no such file, it cannot be read or is too large
   */
  static byte[] bytes(Path path) throws SettingsException {
    if (Files.isDirectory(path)) {
      throw new SettingsException(path + ": expected a file of settings, found a directory");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new SettingsException(
            path + ": expected settings, at most 1 MiB of them, found a larger file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new SettingsException(path + ": expected a file of settings, found no such file");
    } catch (AccessDeniedException e) {
      throw new SettingsException(
          path + ": expected a file of settings, found one that may not be read");
    } catch (IOException e) {
      throw new SettingsException(
          path + ": expected a file of settings, cannot read it: " + e.getMessage());
    }
  }

  private static void refuseWhatIsNoText(Path path, String text) throws SettingsException {
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      throw new SettingsException(
          path
              + ":1:1: expected a setting, found a byte order mark, which Kafka would read as a part of the first name");
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        lineStart = i + 1;
      } else if (c < ' ' && c != '\t' && c != '\r' && c != '\f') {
        throw new SettingsException(
            String.format(
                "%s:%d:%d: expected text, found the byte 0x%02x",
                path, line, i - lineStart + 1, (int) c));
      }
    }
  }
}
