/**
 * The delivery checker: what became of the records that producers sent to a partitioned log such as
 * Kafka's.
 *
 * <p>It reads a history, that is, what clients sent, were told and read, and finds the anomalies of
 * {@link org.acksiom.specs.Anomaly}. It knows nothing of brokers, so the same checker judges the
 * simulator and real Kafka.
 *
 * <h2>Data model</h2>
 *
 * <p>A <em>partition</em> is a log named by a key; it holds <em>records</em> at <em>offsets</em>.
 * Offsets ascend but need not be contiguous: a transaction's markers take some that no client sees.
 * Two keys are the same partition if they read the same as text, because JSON knows no other keys
 * than text: {@code 5}, {@code "5"} and {@code :5}. A record is any plain value, and it is sent to
 * a partition at most once, so a value that shows at two offsets was stored twice by the log, not
 * sent twice by the client.
 *
 * <p>A <em>process</em> has one operation under way at a time. A Kafka producer pipelines its
 * sends, so each outstanding send is a process of its own, and the attribute {@code producer} of
 * the invocation says whose it is; by default the process is the producer. One producer's sends are
 * ordered by their invocations. A consumer is a process.
 *
 * <h2>Operations</h2>
 *
 * <p>The operations are those of Jepsen's Kafka workload, so its histories are read too. The
 * functions {@code send}, {@code poll} and {@code txn} take a list of micro-operations; which of
 * the three it is says nothing more.
 *
 * <table>
 * <caption>Micro-operations</caption>
 * <tr><th>invoked</th><th>completed with {@code ok}</th><th>meaning</th></tr>
 * <tr><td>{@code [:send k v]}</td><td>{@code [:send k [offset v]]}</td><td>the result is <em>acked</em>: a broker
 *     said that partition {@code k} has {@code v} at {@code offset}</td></tr>
 * <tr><td>{@code [:send k v]}</td><td>{@code [:send k [nil v]]}</td><td>the send was <em>completed</em> without a
 *     broker's word (acks=0)</td></tr>
 * <tr><td>{@code [:poll]}</td><td>{@code [:poll {k [[offset v] …]}]}</td><td>the consumer read these records in this
 *     order</td></tr>
 * </table>
 *
 * <p>Completed with {@code fail} each send has <em>failed</em>; with {@code info}, or never
 * completed, its result is <em>unknown</em>. The value of such a completion is not looked at: an
 * offset in it is no broker's word, and a poll in it read nothing and left the consumer where it
 * was.
 *
 * <p>A consumer's position in a partition is the offset that it read last. These functions forget
 * it, so that the next read is no step: {@code assign} and {@code seek-to-beginning} for the keys
 * in their value (all if it is nil), {@code subscribe} and {@code crash} for all. They do so when
 * completed with {@code ok} or {@code info}. A completed poll may say in the attribute {@code
 * rebalance-log}, a list of maps with a list {@code keys}, that the group gave these partitions
 * away or took them over meanwhile: their positions are forgotten before each of its polls.
 *
 * <p>Operations of other functions, such as a nemesis's, are passed over, save that a history of
 * nothing else is refused. So is, with {@link
 * org.acksiom.linearizability.delivery.BadHistoryException}, one that breaks the rules above: a
 * completion that was not invoked, a record that is sent twice, a record read where nobody had sent
 * it.
 *
 * <h2>The final log</h2>
 *
 * <p>Everything is judged against the <em>final log</em> of the partition, a list of records by
 * offset.
 *
 * <ul>
 *   <li>If a poll completes with the attribute {@code final} = true, it is a full read of the
 *       committed log of each partition in it, taken when the system was settled, and that is the
 *       final log. Its offsets ascend. It is no step of its consumer. Of several final reads the
 *       last counts and the others are reads; none of a partition's sends is invoked or completed
 *       with {@code ok} after it.
 *   <li>Without one, the final log is reconstructed as Jepsen does: it is all that any consumer
 *       read, and it is known only up to the highest offset read. A record then counts as
 *       <em>missing</em> only if a broker acked it at or below that offset, which presumes that the
 *       consumers between them read from the beginning. Two anomalies cannot be judged so and are
 *       never found: {@code ROLLED_BACK_READ}, {@code UNSEEN}. The report says how many partitions
 *       were judged in this way.
 * </ul>
 *
 * <p>{@code copies(r)} is the number of offsets at which the final log has {@code r}; the first
 * copy is the one at the lowest. {@code r} is missing if {@code copies(r) = 0}, within the limit
 * just given.
 *
 * <h2>Anomalies</h2>
 *
 * <p>For each: when it is found, and what one finding stands for. Partitions are judged each by
 * itself.
 *
 * <dl>
 *   <dt>{@code ACKED_LOSS}, {@code SILENT_LOSS}, {@code REPORTED_LOSS}
 *   <dd>A record is missing whose result is acked, completed or failed. That a record of unknown
 *       result is missing is none of them. One finding a record.
 *   <dt>{@code DUPLICATE}
 *   <dd>{@code copies(r) >= 2}, whatever the result. One finding a record.
 *   <dt>{@code PHANTOM}
 *   <dd>The result is failed and {@code copies(r) >= 1}. One finding a record.
 *   <dt>{@code REORDER}
 *   <dd>A producer sent {@code r} before {@code s}, both are in the final log, and the first copy
 *       of {@code s} comes first. The results do not matter: also a record that was reported as
 *       failed was sent. One finding an overtaken {@code r}, with the {@code s} that stands lowest.
 *   <dt>{@code GAP}
 *   <dd>A producer sent {@code r} before {@code s}, {@code s} is in the final log, {@code r} is
 *       missing and was not reported as failed. An unknown result does not excuse it: the producer
 *       went on to {@code s} without telling that it had given up on {@code r}. One finding a
 *       missing {@code r}, with the next {@code s} of its producer.
 *   <dt>{@code ROLLED_BACK_READ}
 *   <dd>A consumer read {@code r} at an offset, before or after the final read, and the final log
 *       has something else or nothing there. One finding a record and offset.
 *   <dt>{@code DIVERGENT_OFFSET}
 *   <dd>Two observations, that is acks or reads, disagree on the record at one offset. One finding
 *       an offset.
 *   <dt>{@code NONMONOTONIC_READ}
 *   <dd>Within a poll or from one to the next, a consumer steps from an offset to the same or a
 *       lower one. One finding a step.
 *   <dt>{@code SKIPPED_READ}
 *   <dd>A consumer steps from an offset to a higher one, and the final log has a record between the
 *       two. It was readable at that time: consumers read a committed prefix, which only grows, so
 *       what it ever has below an offset was there when that offset was read. What was read there
 *       and then rolled back is no evidence. One finding a step.
 *   <dt>{@code UNSEEN}
 *   <dd>The result is acked, and no read of the history has the record, the final read included. So
 *       an unseen record is an {@code ACKED_LOSS} too; an acked record that was read and then lost
 *       is not unseen.
 * </dl>
 */
package org.acksiom.linearizability.delivery;
