package org.acksiom.linearizability.history;

/**
 * An operation of a history: its invocation, and the completion that its process heard of, if it
 * heard of one.
 *
 * @param index its place among the history's operations, in the order of invocation, from 0
 * @param invocation the event that begins it
 * @param completion the event that ends it; {@code null} if the history ends first
 * @param invokedAt the invocation's index among the history's events
 * @param completedAt the completion's index among the history's events; -1 if there is none
 */
public record Operation(
    int index, Event invocation, Event completion, int invokedAt, int completedAt) {

  /** The process that ran it. */
  public long process() {
    return invocation.process();
  }

  /** Its name, such as {@code read}. */
  public String function() {
    return invocation.function();
  }

  /** The value that it was invoked with; may be {@code null}. */
  public Object argument() {
    return invocation.value();
  }

  /** The value that it completed with; {@code null} also if it never completed. */
  public Object result() {
    return completion == null ? null : completion.value();
  }

  /**
   * What became of it; {@link Event.Type#INFO} also if the history ends before its process heard.
   */
  public Event.Type outcome() {
    return completion == null ? Event.Type.INFO : completion.type();
  }

  /**
   * An attribute of the completion or else of the invocation; {@code null} if neither has it.
   *
   * @param name such as {@code key}
   */
  public Object attribute(String name) {
    if (completion != null && completion.attributes().containsKey(name)) {
      return completion.attributes().get(name);
    }
    return invocation.attributes().get(name);
  }
}
