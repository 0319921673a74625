/**
 * Campaigns at random: nemeses strike a real cluster while several producers and consumers work on
 * several partitions, and the delivery checker judges what came of it.
 *
 * <p>A {@linkplain org.acksiom.kafka.campaign.Plan plan} says what the clients do and which nemesis
 * strikes when. It speaks of what is counted, such as the third ack that a proxy sees, not of
 * times, so it can be kept, run again and made smaller. A {@linkplain
 * org.acksiom.kafka.campaign.PlanGenerator generator} draws plans by seed, a {@linkplain
 * org.acksiom.kafka.campaign.PlanRunner runner} carries them out, and a {@linkplain
 * org.acksiom.kafka.campaign.Campaign campaign} does that until its time is up.
 *
 * <p>What a run shows is held against what the simulator shows with the same settings under the
 * weakest fault model that includes the nemeses that struck. A busy machine adds faults of its own:
 * the ISR shrinks because a follower was late, or a broker that runs is fenced. That is seen in the
 * frames between brokers and controller, and the run is then held against {@code partition}.
 *
 * <p>The final log is read when all nemeses are over, every send is decided, the proxies have
 * passed on or lost all that the producers sent, and every partition has all its replicas in the
 * ISR again.
 */
package org.acksiom.kafka.campaign;
