package org.acksiom.conformance;

import java.util.Map;

/**
 * Why a trace is rejected.
 *
 * @param trace its number in its file, from 1
 * @param line that of the event, or of the initial state, from 1
 * @param event the action with its parameters, as the specification writes them
 * @param reason what is wrong, in words
 * @param fields the places in variables of which the specification says something else, as in
 *     {@code log[1][3].leaderEpoch}; none where it can't take the step at all
 */
public record TraceRejection(
    int trace, int line, String event, String reason, Map<String, Lockstep.Sides> fields) {}
