package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page for people, and what a machine can hold it to: its fenced blocks and the commands in its
 * text.
 *
 * @param path from the repository's root
 * @param lines its text
 */
record Document(String path, List<String> lines) {
  private static final String FENCE = "```";
  private static final Pattern HERE_DOCUMENT = Pattern.compile("<<'?(\\w+)'?");
  private static final Pattern CODE = Pattern.compile("`((?:\\./)?acksiom [^`]+)`");

  /**
   * A fenced block.
   *
   * @param line that of its first fence, from 1
   * @param language what its first fence says of it; empty if it says nothing
   * @param lines what is between the fences
   */
  record Block(int line, String language, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  /**
   * A command that the document shows.
   *
   * @param line where it begins, from 1
   * @param text what is typed; several lines if it has a here-document
   * @param shown what it is said to print; nothing if the document does not say it
   * @param printsAsShown whether {@code shown} is all that it prints
   */
  record Command(int line, String text, List<String> shown, boolean printsAsShown) {}

  static Document read(Path root, String path) throws IOException {
    return new Document(path, Files.readAllLines(root.resolve(path)));
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        if (open < 0) {
          open = i;
        } else {
          String language = lines.get(open).substring(FENCE.length()).strip();
          blocks.add(new Block(open + 1, language, lines.subList(open + 1, i)));
          open = -1;
        }
      }
    }
    if (open >= 0) {
      throw new IllegalArgumentException(path + ":" + (open + 1) + ": the block has no end");
    }
    return blocks;
  }

  /** The text without its blocks, whose lines are empty here. */
  String prose() {
    List<String> prose = new ArrayList<>(lines);
    for (Block block : blocks()) {
      for (int i = 0; i < block.lines().size(); i++) {
        prose.set(block.line() + i, "");
      }
    }
    return String.join("\n", prose);
  }

  /** The commands of the command line that stand in the text, each with its line. */
  List<Command> mentioned() {
    List<Command> mentioned = new ArrayList<>();
    List<String> prose = prose().lines().toList();
    for (int i = 0; i < prose.size(); i++) {
      Matcher code = CODE.matcher(prose.get(i));
      while (code.find()) {
        mentioned.add(new Command(i + 1, code.group(1), List.of(), false));
      }
    }
    return mentioned;
  }

  /**
   * The commands of a block: in a {@code sh} block each line that is no comment; in a {@code
   * console} block each that follows a {@code $}, with what stands below it.
   */
  static List<Command> commands(Block block) {
    boolean console = block.language().equals("console");
    List<Command> commands = new ArrayList<>();
    List<String> lines = block.lines();
    int i = 0;
    while (i < lines.size()) {
      int at = block.line() + 1 + i;
      String line = lines.get(i++);
      if (console ? !line.startsWith("$ ") : line.isBlank() || line.startsWith("#")) {
        if (console) {
          throw new IllegalArgumentException(at + ": expected a command after '$ ', found " + line);
        }
        continue;
      }
      StringBuilder text = new StringBuilder(console ? line.substring(2) : line);
      Matcher here = HERE_DOCUMENT.matcher(line);
      String end = here.find() ? here.group(1) : null;
      while (i < lines.size() && (end != null || text.toString().endsWith("\\"))) {
        String next = lines.get(i++);
        text.append('\n').append(next);
        if (next.equals(end)) {
          break;
        }
      }
      List<String> shown = new ArrayList<>();
      while (console && i < lines.size() && !lines.get(i).startsWith("$ ")) {
        shown.add(lines.get(i++));
      }
      commands.add(new Command(at, text.toString(), shown, console));
    }
    return commands;
  }

  /**
   * Whether lines are as they are shown: {@code …} stands for anything within a line, and on a line
   * of its own for any number of lines. White space at the end of a line counts for nothing, nor do
   * empty lines at the end.
   */
  static boolean isAsShown(List<String> shown, List<String> actual) {
    List<String> left = trimmed(shown);
    List<String> right = trimmed(actual);
    boolean[] reached = new boolean[right.size() + 1];
    reached[0] = true;
    for (String line : left) {
      boolean[] next = new boolean[reached.length];
      if (line.strip().equals("…")) {
        boolean any = false;
        for (int i = 0; i < reached.length; i++) {
          any |= reached[i];
          next[i] = any;
        }
      } else {
        Pattern pattern = pattern(line);
        for (int i = 0; i < right.size(); i++) {
          next[i + 1] = reached[i] && pattern.matcher(right.get(i)).matches();
        }
      }
      reached = next;
    }
    return reached[right.size()];
  }

  private static Pattern pattern(String line) {
    StringBuilder pattern = new StringBuilder();
    for (String part : line.split("…", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }

  private static List<String> trimmed(List<String> lines) {
    List<String> trimmed = new ArrayList<>(lines.stream().map(String::stripTrailing).toList());
    while (!trimmed.isEmpty() && trimmed.get(trimmed.size() - 1).isEmpty()) {
      trimmed.remove(trimmed.size() - 1);
    }
    return trimmed;
  }
}
