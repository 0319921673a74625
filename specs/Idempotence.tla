---------------------------- MODULE Idempotence ----------------------------
(***************************************************************************)
(* Producer id, epoch and sequence, and nothing else: how the broker tells *)
(* a batch that comes again from a new one, and what happens to that       *)
(* knowledge when the leader changes. Claim C7.                            *)
(*                                                                         *)
(* One producer with acks=all and retries, one connection to the leader,   *)
(* one log as in Commit. The rules themselves are in IdempotenceRules.     *)
(***************************************************************************)
EXTENDS IdempotenceRules

CONSTANTS
  Records,           \* number of records; one batch each
  MaxInFlight,       \* max.in.flight.requests.per.connection
  CachedBatches,     \* batches of a producer that a broker remembers: 5 in Kafka
  BumpsUnresolved,   \* whether an unresolved sequence starts a new epoch (KIP-360)
  NumbersAnew,       \* whether a hopeless sequence starts a new epoch (KIP-360)
  RefusesOldEpochs,  \* whether the broker refuses an epoch older than its last
  RefusesUnknown,    \* whether it refuses a producer that it does not know (until KIP-360)
  MaxAttempts,       \* bound: attempts at one record
  CanGiveUp,         \* whether delivery.timeout.ms ever elapses
  MaxLeaderChanges   \* bound: changes of the leader

ASSUME
  /\ {Records, MaxInFlight, CachedBatches, MaxAttempts} \subseteq Nat \ {0}
  /\ {BumpsUnresolved, NumbersAnew, RefusesOldEpochs, RefusesUnknown, CanGiveUp} \subseteq BOOLEAN
  /\ MaxLeaderChanges \in Nat

Ids == 1..Records

VARIABLES
  \* the producer
  queue,          \* the records that wait to be sent; the oldest is sent first
  batch,          \* record -> its attempts so far, its producer epoch and sequence
  result,         \* record -> what the application was told
  producerEpoch,  \* the epoch of the producer's id
  \* the network
  requests,       \* requests on the open connection, oldest first
  responses,      \* responses on it
  late,           \* for each closed connection, what of it still arrives
  \* the partition
  log,            \* what the present leader has persisted
  committed,      \* how much of it is committed: the length of a prefix
  leader          \* which leader it is, counted from 0

producerVars == <<queue, batch, result, producerEpoch>>
networkVars == <<requests, responses, late>>
partitionVars == <<log, committed, leader>>
vars == <<producerVars, networkVars, partitionVars>>

Batch == [record : Ids, producerEpoch : Nat, sequence : Nat]
Errors == {"NONE", "NOT_LEADER_OR_FOLLOWER", "OUT_OF_ORDER_SEQUENCE_NUMBER", "INVALID_PRODUCER_EPOCH",
           "UNKNOWN_PRODUCER_ID"}

TypeOK ==
  /\ queue \subseteq Ids
  /\ batch \in [Ids -> [attempts : 0..MaxAttempts, producerEpoch : Nat,
                        sequence : Nat \cup {NoSequence}]]
  /\ result \in [Ids -> {"unknown", "acked", "failed"}]
  /\ producerEpoch \in Nat
  /\ requests \in Seq(Batch)
  /\ responses \in Seq([record : Ids, error : Errors])
  /\ late \in Seq(Seq(Batch))
  /\ log \in Seq(Batch)
  /\ committed \in 0..Len(log)
  /\ leader \in 0..MaxLeaderChanges

Init ==
  /\ queue = Ids
  /\ batch = [i \in Ids |-> [attempts |-> 0, producerEpoch |-> 0, sequence |-> NoSequence]]
  /\ result = [i \in Ids |-> "unknown"]
  /\ producerEpoch = 0
  /\ requests = <<>> /\ responses = <<>> /\ late = <<>>
  /\ log = <<>> /\ committed = 0 /\ leader = 0

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHO: the I/O thread. It sends the oldest record that waits. A record    *)
(* that is sent for the first time gets the next sequence; if an earlier   *)
(* one is unresolved the producer first bumps its epoch. Without that it   *)
(* would have to use the sequence after the last acknowledged again.       *)
(***************************************************************************)
ProducerSends ==
  /\ queue # {}
  /\ LET i == CHOOSE i \in queue : \A j \in queue : i <= j
         fresh == batch[i].sequence = NoSequence
         unresolved == fresh /\ Unresolved(batch, result, producerEpoch)
         epoch == IF unresolved /\ BumpsUnresolved THEN producerEpoch + 1 ELSE producerEpoch
         sequence == IF ~unresolved THEN NextSequence(batch, epoch)
                     ELSE IF BumpsUnresolved THEN 0
                     ELSE LastAcked(batch, result, epoch) + 1
         sent == IF fresh
                 THEN [attempts |-> 1, producerEpoch |-> epoch, sequence |-> sequence]
                 ELSE [batch[i] EXCEPT !.attempts = @ + 1]
     IN /\ sent.attempts <= MaxAttempts
        /\ Len(requests) + Len(responses) < MaxInFlight
        /\ SequenceAllows(i, batch, result, producerEpoch)
        /\ queue' = queue \ {i}
        /\ batch' = [batch EXCEPT ![i] = sent]
        /\ producerEpoch' = epoch
        /\ requests' = Append(requests,
             [record |-> i, producerEpoch |-> sent.producerEpoch, sequence |-> sent.sequence])
  /\ UNCHANGED <<result, responses, late, partitionVars>>

(***************************************************************************)
(* WHO: the I/O thread. It reads a response. A record that was refused is  *)
(* sent again, as it is or, if that is hopeless, numbered anew. It is      *)
(* hopeless where the broker does not know the producer.                   *)
(***************************************************************************)
ProducerReceives ==
  /\ responses # <<>>
  /\ LET i == Head(responses).record
         error == Head(responses).error
         hopeless == \/ error = "UNKNOWN_PRODUCER_ID" /\ batch[i].producerEpoch = producerEpoch
                     \/ /\ error = "OUT_OF_ORDER_SEQUENCE_NUMBER"
                        /\ IsHopeless(i, batch, result, producerEpoch)
         anew == NumbersAnew /\ hopeless
     IN /\ queue' = IF error = "NONE" THEN queue ELSE queue \cup {i}
        /\ result' = IF error = "NONE" THEN [result EXCEPT ![i] = "acked"] ELSE result
        /\ batch' = IF anew THEN NumberedAnew(batch, result, producerEpoch) ELSE batch
        /\ producerEpoch' = IF anew THEN producerEpoch + 1 ELSE producerEpoch
  /\ responses' = Tail(responses)
  /\ UNCHANGED <<requests, late, partitionVars>>

(* WHO: the I/O thread. delivery.timeout.ms is over for a record that      *)
(* waits to be sent again.                                                 *)
ProducerGivesUp(i) ==
  /\ CanGiveUp
  /\ i \in queue /\ batch[i].attempts > 0
  /\ queue' = queue \ {i}
  /\ result' = [result EXCEPT ![i] = "failed"]
  /\ UNCHANGED <<batch, producerEpoch, networkVars, partitionVars>>

(***************************************************************************)
(* WHO: the network, or the producer because request.timeout.ms is over.   *)
(* All that is in flight is sent again. Of the requests on their way the   *)
(* first n still arrive, later and unheard.                                *)
(***************************************************************************)
ConnectionBreaks(n) ==
  LET inFlight == responses \o requests
  IN /\ inFlight # <<>>
     /\ n <= Len(requests)
     /\ queue' = queue \cup {inFlight[k].record : k \in 1..Len(inFlight)}
     /\ requests' = <<>>
     /\ responses' = <<>>
     /\ late' = IF n = 0 THEN late ELSE Append(late, SubSeq(requests, 1, n))
     /\ UNCHANGED <<batch, result, producerEpoch, partitionVars>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What the present leader says of a request that is no duplicate. Brokers *)
(* before 2.5 refused a producer that they did not know unless it began at *)
(* 0; no broker answers UNKNOWN_PRODUCER_ID any more (KIP-360, KAFKA-8710).*)
(***************************************************************************)
ErrorOf(request) ==
  LET error == SequenceError(log, request, CachedBatches)
      unknown == CurrentBatches(log, CachedBatches) = {}
  IN IF RefusesUnknown /\ unknown /\ request.sequence # 0 THEN "UNKNOWN_PRODUCER_ID"
     ELSE IF error = "INVALID_PRODUCER_EPOCH" /\ ~RefusesOldEpochs THEN "NONE"
     ELSE error

IsNew(request) == ~IsDuplicate(log, request, CachedBatches) /\ ErrorOf(request) = "NONE"

(* WHO: the leader. It appends the first request on the connection, which  *)
(* is then answered as soon as it is recognised and committed.             *)
LeaderAppends ==
  /\ requests # <<>>
  /\ IsNew(Head(requests))
  /\ log' = Append(log, Head(requests))
  /\ UNCHANGED <<producerVars, networkVars, committed, leader>>

Respond(error) ==
  /\ requests' = Tail(requests)
  /\ responses' = Append(responses, [record |-> Head(requests).record, error |-> error])
  /\ UNCHANGED <<producerVars, late, partitionVars>>

(* WHO: the leader. It recognises the batch, from before or from just now, *)
(* and acknowledges what is committed.                                     *)
LeaderAcknowledges ==
  /\ requests # <<>>
  /\ \E k \in CopiesOf(log, Head(requests), CachedBatches) : k <= committed
  /\ Respond("NONE")

(* WHO: the leader. The epoch is old, or the sequence is not the next.     *)
LeaderRefuses ==
  /\ requests # <<>>
  /\ ~IsDuplicate(log, Head(requests), CachedBatches)
  /\ ErrorOf(Head(requests)) # "NONE"
  /\ Respond(ErrorOf(Head(requests)))

(* WHO: the leader. The ISR has one entry more.                            *)
LeaderCommits ==
  /\ committed < Len(log)
  /\ committed' = committed + 1
  /\ UNCHANGED <<producerVars, networkVars, log, leader>>

(* WHO: the leader. A request arrives whose connection has been closed.    *)
LateRequestArrives(n) ==
  /\ n <= Len(late)
  /\ LET request == Head(late[n])
     IN /\ log' = IF IsNew(request) THEN Append(log, request) ELSE log
        /\ late' = IF Tail(late[n]) = <<>> THEN SubSeq(late, 1, n - 1) \o SubSeq(late, n + 1, Len(late))
                   ELSE [late EXCEPT ![n] = Tail(@)]
  /\ UNCHANGED <<producerVars, requests, responses, committed, leader>>

(***************************************************************************)
(* WHO: the controller. A new leader takes over with the first n entries:  *)
(* all that is committed, and some of what is not. What it knows of the    *)
(* producer is what these say. The first m requests on their way still     *)
(* reach the old leader, which refuses them; the rest reach the new one.   *)
(*                                                                         *)
(* Difference from Kafka: there are two connections then, and metadata     *)
(* that is renewed between two requests. The producer hears the same.      *)
(***************************************************************************)
LeaderChanges(n, m) ==
  /\ leader < MaxLeaderChanges
  /\ n \in committed..Len(log)
  /\ m <= Len(requests)
  /\ log' = SubSeq(log, 1, n)
  /\ requests' = SubSeq(requests, m + 1, Len(requests))
  /\ responses' = responses \o [k \in 1..m |-> [record |-> requests[k].record, error |-> "NOT_LEADER_OR_FOLLOWER"]]
  /\ leader' = leader + 1
  /\ UNCHANGED <<producerVars, late, committed>>

-----------------------------------------------------------------------------
Next ==
  \/ ProducerSends
  \/ ProducerReceives
  \/ \E i \in Ids : ProducerGivesUp(i)
  \/ \E n \in 0..Records : ConnectionBreaks(n)
  \/ LeaderAppends
  \/ LeaderAcknowledges
  \/ LeaderRefuses
  \/ LeaderCommits
  \/ \E n \in 1..(Records * MaxAttempts) : LateRequestArrives(n)
  \/ \E n \in 0..(Records * MaxAttempts), m \in 0..Records : LeaderChanges(n, m)

Spec == Init /\ [][Next]_vars
=============================================================================
