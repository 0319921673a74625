package org.acksiom.cli.story;

/**
 * A message from its sending to its end.
 *
 * @param kind what it carries
 * @param label what it says, in a few characters; may be empty
 * @param from who sent it
 * @param sent the step in which it was sent, from 1; 0 for what was said before the first
 * @param to whom it is for
 * @param ended the step in which it arrived or was lost; one after the last if it is still on its
 *     way
 * @param end how it ended
 */
record Message(Kind kind, String label, Lane from, int sent, Lane to, int ended, End end) {

  /** What a message carries. */
  enum Kind {
    /** A record, to be appended. */
    REQUEST,
    /** A success. */
    ACK,
    /** An error. */
    ERROR,
    /** What a follower has, or what it lacks. */
    FETCH,
    /** Who leads, or who shall be in the ISR. */
    METADATA,
    /** Records for a consumer. */
    READ
  }

  /** How a message ends. */
  enum End {
    ARRIVED,
    LOST,
    UNDER_WAY
  }
}
