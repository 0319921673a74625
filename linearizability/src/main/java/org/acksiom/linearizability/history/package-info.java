/**
 * Histories: what clients did to a system and were told by it, in the order in which it happened.
 *
 * <p>A history is a list of {@linkplain org.acksiom.linearizability.history.Event events}. A
 * process invokes an operation and later hears that it took effect ({@code ok}), that it did not
 * ({@code fail}), or never hears for certain ({@code info}). {@link
 * org.acksiom.linearizability.history.History} pairs the two into {@linkplain
 * org.acksiom.linearizability.history.Operation operations} and refuses what no client can have
 * seen.
 *
 * <p>Four written forms are {@linkplain org.acksiom.linearizability.history.HistoryReader read} and
 * {@linkplain org.acksiom.linearizability.history.HistoryWriter written}: Jepsen's EDN, the lines
 * of Jepsen's log, JSON and NDJSON. Readers go through their input once, hold no more than
 * {@linkplain org.acksiom.linearizability.history.ReadLimits limits} allow, and say of every
 * failure where it is, what was expected there and what was found. A history is kept as a whole, or
 * its events go to an {@linkplain org.acksiom.linearizability.history.EventSink sink} one by one,
 * in constant memory.
 */
package org.acksiom.linearizability.history;
