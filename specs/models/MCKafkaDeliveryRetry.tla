------------------------ MODULE MCKafkaDeliveryRetry ------------------------
(***************************************************************************)
(* KafkaDelivery implements ProducerRetry: whatever brokers and controller *)
(* do, the producer sees one partition that stores, commits, refuses, and  *)
(* loses no more than it says it may.                                      *)
(*                                                                         *)
(* The mapping. Producer and network are the same on both levels, save     *)
(* that epochs and sequences are forgotten. The partition's log is every   *)
(* copy of a record that some broker has. What is committed stands first   *)
(* and is remembered, because no broker need know all of it: a new         *)
(* leader's high watermark starts below the old one's. The rest stands in  *)
(* the order in which it was stored.                                       *)
(*                                                                         *)
(* Of replication the mapping reads logs, high watermarks and who leads,   *)
(* and nothing else.                                                       *)
(*                                                                         *)
(* Its models are small: two brokers, and with two records but one fault,  *)
(* with two faults but one record.                                         *)
(***************************************************************************)
EXTENDS KafkaDelivery

CONSTANTS
  CanChangeLeader,  \* what the partition may do: see ProducerRetry
  CanLoseCommitted

VARIABLES
  aux_copies,    \* every copy: what is committed, then the rest as it was stored
  aux_committed  \* how many of them are committed

Prefix(seq, n) == SubSeq(seq, 1, n)
Range(seq) == {seq[k] : k \in 1..Len(seq)}
IsPrefix(short, long) == Len(short) <= Len(long) /\ Prefix(long, Len(short)) = short

(***************************************************************************)
(* The copies in one log. An entry and its replicas are one copy: it is    *)
(* told from others by its place and the epoch of the leader that stored   *)
(* it there.                                                               *)
(***************************************************************************)
CopiesIn(entries) ==
  [k \in 1..Len(entries) |->
     [record |-> entries[k].value.record, leaderEpoch |-> entries[k].leaderEpoch, place |-> k]]

(***************************************************************************)
(* What is committed, if "before" was: more, if the high watermark of a    *)
(* broker has passed more; less, if the leader has less. That it never is  *)
(* less is what clean elections are for.                                   *)
(***************************************************************************)
NowCommitted(before, logs, marks, leader) ==
  LET known == {before} \cup {Prefix(CopiesIn(logs[b]), marks[b]) : b \in Brokers}
      led == {Prefix(CopiesIn(logs[leader]), n) : n \in 0..Len(logs[leader])}
      committed == IF leader = NoBroker THEN {c \in known : IsPrefix(before, c)}
                   ELSE {c \in led : \E k \in known : IsPrefix(c, k)}
  IN CHOOSE c \in committed : \A d \in committed : Len(d) <= Len(c)

(* The other copies: those from before that some broker still has, and the *)
(* one that is new, if any.                                                *)
TheOthers(first, before, logs) ==
  LET here == UNION {Range(CopiesIn(logs[b])) : b \in Brokers} \ Range(first)
      new == here \ Range(before)
  IN SelectSeq(before, LAMBDA copy : copy \in here)
       \o (IF new = {} THEN <<>> ELSE <<CHOOSE copy \in new : TRUE>>)

(* What is remembered follows from these; while they stay it stays, and    *)
(* TLC need not find out.                                                  *)
Remember ==
  IF UNCHANGED <<log, highWatermark, partition>> THEN UNCHANGED <<aux_copies, aux_committed>>
  ELSE LET first == NowCommitted(Prefix(aux_copies, aux_committed), log', highWatermark', partition.leader')
       IN /\ aux_copies' = first \o TheOthers(first, aux_copies, log')
          /\ aux_committed' = Len(first)

MCInit == Init /\ aux_copies = <<>> /\ aux_committed = 0
MCNext == Next /\ Remember
MCSpec == MCInit /\ [][MCNext]_<<vars, aux_copies, aux_committed>>

-----------------------------------------------------------------------------
RecordsOf(messages) == [k \in 1..Len(messages) |-> messages[k].record]

Answers(messages) ==
  [k \in 1..Len(messages) |->
     [record |-> messages[k].record,
      error |-> IF messages[k].error = "NONE" THEN "none" ELSE "retriable"]]

P == INSTANCE ProducerRetryProperties WITH
       CanGiveUp <- TRUE,
       Refusals <- {"retriable"},
       MaxFailures <- MaxAttempts,
       attempts <- [i \in Ids |-> batch[i].attempts],
       result <- [i \in Ids |-> result[i].outcome],
       requests <- [b \in Brokers |-> RecordsOf(requests[b])],
       waiting <- [b \in Brokers |-> RecordsOf(purgatory[b])],
       responses <- [b \in Brokers |-> Answers(responses[b])],
       late <- [b \in Brokers |-> [n \in 1..Len(late[b]) |-> RecordsOf(late[b][n])]],
       log <- RecordsOf(aux_copies),
       committed <- aux_committed

(***************************************************************************)
(* The whole starts as ProducerRetry does, and every step of it is one of  *)
(* ProducerRetry, or none. Together that is P!Spec.                        *)
(*                                                                         *)
(* That it is none is asked first, and of the variables that the mapping   *)
(* reads, though the brackets say it too: TLC asks in this order, and most *)
(* steps are replication's.                                                *)
(***************************************************************************)
StartsAlike == P!Init
LeavesAlone == UNCHANGED <<producerVars, networkVars, aux_copies, aux_committed>>
StepsAlike == [][LeavesAlone \/ P!Next]_(P!vars)

(* An ending of the whole is one of ProducerRetry, with the same final     *)
(* log: what holds at every ending there holds here.                       *)
EndsAlike == Settled => (P!Settled /\ P!Committed = FinalLog)

(***************************************************************************)
(* The partition is one that may do no more than these faults and settings *)
(* make it do. ProducerRetry's partition recognises every retry as long as *)
(* its leader stays. With idempotence that is so for two records, or one   *)
(* in flight: of three, two can be given up and the third numbered anew,   *)
(* see KafkaDelivery-given-up.                                             *)
(***************************************************************************)
PartitionMayDoIt ==
  /\ Faults \cap {"crash", "partition"} # {} => CanChangeLeader
  /\ UncleanLeaderElection => CanLoseCommitted
  /\ Idempotence /\ ~CanChangeLeader => Records <= 2 \/ MaxInFlight = 1

(***************************************************************************)
(* Without disk faults. A leader that crashes and loses what was committed *)
(* is one step here, and two of ProducerRetry: a broker fails, and what is *)
(* committed is forgotten. So the step is none of its steps, though what   *)
(* it comes to is.                                                         *)
(***************************************************************************)
THEOREM PartitionMayDoIt /\ "disk" \notin Faults => (MCSpec => P!Spec /\ []EndsAlike)
=============================================================================
