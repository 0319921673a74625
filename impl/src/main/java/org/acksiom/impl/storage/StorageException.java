package org.acksiom.impl.storage;

import java.io.IOException;

/**
 * A log on a disk can't keep its promise: a file is damaged, or the disk failed. It says where, and
 * what was expected there and found.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long position;
  private final int offset;
  private final String expected;
  private final String found;

  /**
   * What was expected and found in a file.
   *
   * @param file its name: a segment's, in most cases
   * @param position the byte in it, from 0
   * @param offset the offset of the log that is there, or would be
   */
  StorageException(String file, long position, int offset, String expected, String found) {
    this(file, position, offset, expected, found, null);
  }

  private StorageException(
      String file, long position, int offset, String expected, String found, Throwable cause) {
    super(
        "%s, byte %d, offset %d: expected %s, found %s"
            .formatted(file, position, offset, expected, found),
        cause);
    this.file = file;
    this.position = position;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /** An operation that failed. */
  static StorageException failed(
      String file, long position, int offset, String expected, IOException cause) {
    String message = cause.getMessage();
    return new StorageException(
        file,
        position,
        offset,
        expected,
        message == null ? cause.getClass().getSimpleName() : message,
        cause);
  }

  /** The same, told to somebody else who comes later. */
  StorageException again() {
    return new StorageException(file, position, offset, expected, found, this);
  }

  /** The file's name. */
  public String file() {
    return file;
  }

  /** The byte in the file, from 0. */
  public long position() {
    return position;
  }

  /** The offset of the log that is there, or would be. */
  public int offset() {
    return offset;
  }

  /** What was expected. */
  public String expected() {
    return expected;
  }

  /** What was found. */
  public String found() {
    return found;
  }
}
