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
 * completed with {@code ok} or {@code info}. What else an operation says of itself, such as {@code
 * seek-to-beginning?} of an {@code assign}, changes nothing.
 *
 * <p>Who has subscribed shares the partitions with a group, which may give them away and back
 * whenever the consumer polls, and lets it begin anew at another offset. What is then no error is
 * not taken for one:
 *
 * <ul>
 *   <li>A completion, whatever its type, may say in the attribute {@code rebalance-log}, a list of
 *       maps with a list {@code keys}, that the group gave these partitions away or took them over
 *       since the consumer's operation before: their positions are forgotten before each of its
 *       polls, and there were no other rebalances. If the attribute is a map, as older clients
 *       write it, all positions are forgotten.
 *   <li>Without the attribute nobody knows. From its {@code subscribe} to its next {@code assign}
 *       or {@code crash}, all positions of a consumer are forgotten before each poll that has none;
 *       so only what one poll returned is held against it. Jepsen's checker allows the same.
 * </ul>
 *
 * <p>Operations of other functions, such as a nemesis's, are passed over, save that a history of
 * nothing else is refused: it was meant for another checker. A history in which no client did
 * anything is not: it has no anomalies. One that breaks the rules above is refused with {@link
 * org.acksiom.linearizability.delivery.BadHistoryException}: a completion that was not invoked, a
 * record that is sent twice, a record read where nobody had sent it.
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
 *       an offset, with the two that were made first; of those in one event, with the records that
 *       were sent first.
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
 *
 * <h2>Jepsen's words</h2>
 *
 * <p>Each finding says by which word Jepsen's Kafka workload reports the like.
 *
 * <table>
 * <caption>Words</caption>
 * <tr><th>here</th><th>there</th></tr>
 * <tr><td>{@code ACKED_LOSS}, {@code SILENT_LOSS}</td><td>{@code lost-write}; of a record without an
 *     offset Jepsen says {@code unseen} only</td></tr>
 * <tr><td>{@code DUPLICATE}</td><td>{@code duplicate}</td></tr>
 * <tr><td>{@code PHANTOM}, and {@code ROLLED_BACK_READ} of a failed record</td><td>{@code G1a}, an aborted
 *     read</td></tr>
 * <tr><td>{@code REORDER}</td><td>{@code int-nonmonotonic-send} within one operation, {@code
 *     nonmonotonic-send} otherwise</td></tr>
 * <tr><td>{@code DIVERGENT_OFFSET}</td><td>{@code inconsistent-offsets}</td></tr>
 * <tr><td>{@code NONMONOTONIC_READ}</td><td>{@code int-nonmonotonic-poll} within one operation, {@code
 *     nonmonotonic-poll} otherwise</td></tr>
 * <tr><td>{@code SKIPPED_READ}</td><td>{@code int-poll-skip} within one operation, {@code poll-skip}
 *     otherwise</td></tr>
 * <tr><td>{@code UNSEEN}</td><td>{@code unseen}</td></tr>
 * <tr><td>{@code REPORTED_LOSS}, {@code GAP}, other {@code ROLLED_BACK_READ}</td><td>none</td></tr>
 * </table>
 *
 * <p>Jepsen goes further where transactions depend on each other: {@code precommitted-read} (a
 * transaction reads what it has not committed yet) and Elle's cycles ({@code G0}, {@code G1c}) are
 * not looked for, nor is {@code int-send-skip}, which it allows. It trusts the polls of failed
 * operations and those sends of unknown result of which another was read; here only {@code ok}
 * speaks. It counts a failed record as aborted once anyone read it, and lets consecutive operations
 * of a process decide on the order of sends, failed ones left out; here the final log decides, and
 * all that a producer sent.
 *
 * <h2>Time and memory</h2>
 *
 * <p>A history is read once, event by event. {@link
 * org.acksiom.linearizability.delivery.DeliveryChecker#check(Iterable)} keeps for each partition
 * columns of numbers: 40 to 70 bytes a record, and as much for each further offset at which it was
 * seen. A {@link org.acksiom.linearizability.delivery.DeliveryHistory} is for files of any length:
 * it keeps what is said of each partition as 10 to 20 bytes a record, in memory or in a file, and
 * one partition after another, or as many at once as there are threads, is turned into columns and
 * judged. Memory is bounded; what does not fit is not decided, and the report says so. Time is
 * linear as long as offsets ascend with the sends, and n log n otherwise.
 */
package org.acksiom.linearizability.delivery;
