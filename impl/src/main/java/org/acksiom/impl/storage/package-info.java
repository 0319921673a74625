/**
 * The log of a replica on a disk: segment files with checksums, a policy that says when they are
 * flushed, and recovery after a crash. It implements the core's {@link org.acksiom.impl.core.Log},
 * so that the same broker runs on it and on a log in memory.
 *
 * <p>What it promises is the action {@code BrokerCrashes(b, n)} of the specification: whatever
 * happens to process or machine, recovery finds a prefix of what was appended that reaches the
 * flush point at least, and what it finds is then flushed.
 *
 * <p>From the outside in: {@link org.acksiom.impl.storage.SegmentedLog} is the log, {@code
 * Recovery} finds it again, {@code Segment} is one of its files, {@code SegmentFormat} says what is
 * in them byte by byte, and {@link org.acksiom.impl.storage.Disk} is all that is asked of an
 * operating system: {@link org.acksiom.impl.storage.DiskFolder} has a real one beneath, {@link
 * org.acksiom.impl.storage.crash.SimulatedDisk} one that fails.
 *
 * <p>What is assumed of a disk: what was flushed stays as it is, also while its neighbours in a
 * sector are written; of what was not flushed any part may be there, in any order, also a new size
 * without its bytes, which are then zero; a flush that failed may have done anything, and a second
 * one says nothing of the first. Against damage to what was flushed there is no promise, but it is
 * told from a torn tail wherever the files say enough (see {@code Recovery}), and never served.
 */
package org.acksiom.impl.storage;
