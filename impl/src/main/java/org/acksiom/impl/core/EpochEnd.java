package org.acksiom.impl.core;

/**
 * Where a leader epoch ends in a log.
 *
 * @param epoch the leader epoch, -1 if none
 * @param endOffset the offset after its last entry
 */
public record EpochEnd(int epoch, int endOffset) {}
