package org.acksiom.linearizability.history;

/**
 * A keyword of EDN, such as {@code :read}; as an operation's function or an attribute's name it is
 * a plain string.
 *
 * @param name the name, without the colon
 */
public record Keyword(String name) {
  @Override
  public String toString() {
    return ":" + name;
  }
}
