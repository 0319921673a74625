/**
 * Crash tests of the log on a disk, as a library: the tests run them, and whoever patches the log
 * may.
 *
 * <p>A {@link org.acksiom.impl.storage.crash.SimulatedDisk} remembers what was forced, and fails
 * once, at the call that a {@link org.acksiom.impl.storage.crash.Fault} names. A {@link
 * org.acksiom.impl.storage.crash.Script} is what a broker does with its log. {@link
 * org.acksiom.impl.storage.crash.CrashExplorer} lets every fault hit every call of a script, takes
 * the power away, keeps any part of what was not forced, and asks of what recovery finds whether it
 * is one of the logs that the specification's {@code BrokerCrashes} leaves ({@link
 * org.acksiom.impl.storage.crash.Promise}). {@link org.acksiom.impl.storage.crash.DamageExplorer}
 * does what no crash does: it damages what was forced.
 */
package org.acksiom.impl.storage.crash;
