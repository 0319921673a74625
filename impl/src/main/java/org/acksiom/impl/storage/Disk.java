package org.acksiom.impl.storage;

import java.io.IOException;
import java.util.List;

/**
 * A folder of files: all that a log asks of an operating system. What is written, created, renamed
 * or deleted is seen at once, and outlives a loss of power only when it was forced.
 */
public interface Disk {

  /**
   * The names of all files, in any order.
   *
   * @throws IOException if the folder can't be read
   */
  List<String> names() throws IOException;

  /**
   * Opens a file for reading and writing.
   *
   * @throws IOException if there is none of that name, or it can't be opened
   */
  DiskFile open(String name) throws IOException;

  /**
   * Creates an empty file and opens it.
   *
   * @throws IOException if there is one of that name, or it can't be created
   */
  DiskFile create(String name) throws IOException;

  /**
   * Deletes a file.
   *
   * @throws IOException if there is none of that name, or it can't be deleted
   */
  void delete(String name) throws IOException;

  /**
   * Gives a file another name, at once or not at all.
   *
   * @throws IOException if there is none of that name, or it can't be renamed
   */
  void rename(String from, String to) throws IOException;

  /**
   * Forces the folder, not its files, to the disk: which names there are, and of which files.
   *
   * @throws IOException if that failed; whether it happened is then unknown
   */
  void force() throws IOException;
}
