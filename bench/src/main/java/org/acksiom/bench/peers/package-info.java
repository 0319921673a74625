/**
 * The linearizability checker beside its peers on the JVM: what each is given ({@link
 * org.acksiom.bench.peers.Workload}), and how each is asked ({@link org.acksiom.bench.peers.Peer}).
 * Making a peer's own form of a history is never measured.
 */
package org.acksiom.bench.peers;
