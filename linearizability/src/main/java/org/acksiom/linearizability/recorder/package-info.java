/**
 * Records what threads ask of an object and are told, as a history that the checker judges.
 *
 * <p>Nothing here knows of a test framework; {@link org.acksiom.linearizability.junit} and {@link
 * org.acksiom.linearizability.assertj} do.
 */
package org.acksiom.linearizability.recorder;
