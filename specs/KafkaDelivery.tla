--------------------------- MODULE KafkaDelivery ---------------------------
(***************************************************************************)
(* One producer, one partition, its replicas and the controller, message   *)
(* by message: the module that the Java broker and producer are held       *)
(* against step by step.                                                   *)
(*                                                                         *)
(* Each action opens with WHO acts and why it may. *Difference from Kafka* *)
(* names what is simpler here, and why nothing that matters to delivery is *)
(* hidden by it.                                                           *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Replicas,               \* number of brokers; each holds a replica
  Records,                \* number of records; one batch, one request each
  Acks,                   \* acks: "0", "1" or "all"
  Retries,                \* retries > 0
  Idempotence,            \* enable.idempotence
  MaxInFlight,            \* max.in.flight.requests.per.connection
  MinInsyncReplicas,      \* min.insync.replicas
  UncleanLeaderElection,  \* unclean.leader.election.enable
  Faults,                 \* the kinds of fault that happen: "network", "crash", "partition", "disk"
  MaxAttempts,            \* bound: attempts at one record
  MaxFaults,              \* bound: faults in all, of whatever kind
  Consumers               \* how many consumers read while all this happens: 0 or 1

ASSUME
  /\ Replicas \in Nat \ {0} /\ Records \in Nat \ {0}
  /\ Acks \in {"0", "1", "all"} /\ Retries \in BOOLEAN
  /\ Idempotence \in BOOLEAN
  /\ Idempotence => (Acks = "all" /\ Retries /\ MaxInFlight <= 5)
  /\ MaxInFlight \in Nat \ {0} /\ MinInsyncReplicas \in Nat \ {0}
  /\ UncleanLeaderElection \in BOOLEAN
  /\ Faults \subseteq {"network", "crash", "partition", "disk"}
  /\ MaxAttempts \in Nat \ {0} /\ MaxFaults \in Nat
  /\ Consumers \in {0, 1}

Brokers == 1..Replicas
Ids == 1..Records
NoBroker == 0
NoOffset == -1

VARIABLES
  \* the producer
  queue,           \* the accumulator: records that wait to be sent, in order
  inFlight,        \* broker -> records sent to it and not answered, oldest first
  batch,           \* record -> its attempts so far, its producer epoch and sequence
  result,          \* record -> what the application was told
  producerEpoch,   \* the epoch of the producer's id
  metadata,        \* the broker that the producer takes for the leader
  \* the network between producer and brokers
  requests,        \* broker -> requests on the open connection, oldest first
  responses,       \* broker -> responses on the open connection, oldest first
  late,            \* broker -> for each closed connection, what of it still arrives
  purgatory,       \* broker -> the produce request that waits for the ISR, if any
  \* the consumer
  reads,           \* what it read, in order
  readFrom,        \* the leader epoch of the leader that it last read from
  \* replication, as in IsrReplication
  status,          \* broker -> "running" or "crashed"
  log,             \* broker -> its log: a sequence of entries
  highWatermark,   \* broker -> its high watermark
  view,            \* broker -> the partition as it last heard of it
  fetchState,      \* leader -> follower -> what its last fetch said of it
  pendingIsr,      \* leader -> the ISR that it asked the controller for, if any
  fetchResponses,  \* follower -> the fetch response on its way to it, if any
  partition,       \* leader, leader epoch, ISR and partition epoch
  elr,             \* the eligible leader replicas
  lastKnownLeader, \* the last leader, while there is none
  fenced,          \* the brokers that the controller holds for stopped
  brokerEpoch,     \* broker -> the epoch of its registration
  \* what may still go wrong
  faultsLeft       \* how many faults may still happen

producerVars == <<queue, inFlight, batch, result, producerEpoch, metadata>>
networkVars == <<requests, responses, late, purgatory>>
consumerVars == <<reads, readFrom>>
replicationVars == <<status, log, highWatermark, view, fetchState, pendingIsr, fetchResponses,
                     partition, elr, lastKnownLeader, fenced, brokerEpoch>>
clientVars == <<producerVars, networkVars, consumerVars>>
vars == <<clientVars, replicationVars, faultsLeft>>

-----------------------------------------------------------------------------
I == INSTANCE IdempotenceRules

(* What the producer sends and the log keeps: one record is one batch.     *)
Batch == [record : Ids, producerEpoch : Nat, sequence : Nat \cup {I!NoSequence}]

(* All of replication's rules.                                             *)
Rules == {"KIP-101", "KIP-279", "KIP-320", "KIP-903", "KIP-966", "epoch start"}

(***************************************************************************)
(* Replication is IsrReplication with all its rules in force: its actions  *)
(* are taken over as they are, and what is more to them here is said here. *)
(* Nobody is truncating: only before KIP-320 did a follower have to ask    *)
(* where to truncate before it fetches.                                    *)
(*                                                                         *)
(* Difference from Kafka: controlled shutdowns are left out. What clients  *)
(* see of one is a new leader and then a closed connection, and these come *)
(* of other faults, too; what replicas make of it is in IsrReplication.    *)
(***************************************************************************)
R == INSTANCE IsrReplication WITH
       Values <- Batch,
       MaxRecords <- Records * MaxAttempts,
       responses <- fetchResponses,
       truncating <- {}

ASSUME Rules = R!AllRules

-----------------------------------------------------------------------------
Errors == {"NONE", "NOT_LEADER_OR_FOLLOWER", "NOT_ENOUGH_REPLICAS",
           "NOT_ENOUGH_REPLICAS_AFTER_APPEND", "OUT_OF_ORDER_SEQUENCE_NUMBER",
           "INVALID_PRODUCER_EPOCH"}

Response == [record : Ids, error : Errors, offset : Nat \cup {NoOffset}]
Waiting == [record : Ids, offset : Nat]
Read == [offset : Nat, leaderEpoch : Nat, record : Ids]

TypeOK ==
  /\ queue \in Seq(Ids)
  /\ inFlight \in [Brokers -> Seq(Ids)]
  /\ batch \in [Ids -> [attempts : 0..MaxAttempts, producerEpoch : Nat,
                        sequence : Nat \cup {I!NoSequence}]]
  /\ result \in [Ids -> [outcome : {"unknown", "acked", "completed", "failed"},
                         offset : Nat \cup {NoOffset}]]
  /\ producerEpoch \in Nat
  /\ metadata \in Brokers
  /\ requests \in [Brokers -> Seq(Batch)]
  /\ responses \in [Brokers -> Seq(Response)]
  /\ late \in [Brokers -> Seq(Seq(Batch))]
  /\ purgatory \in [Brokers -> Seq(Waiting)]
  /\ \A b \in Brokers : Len(purgatory[b]) <= 1
  /\ reads \in Seq(Read)
  /\ readFrom \in Nat
  /\ R!TypeOK

-----------------------------------------------------------------------------
Without(seq, x) == SelectSeq(seq, LAMBDA y : y # x)
Reverse(seq) == [k \in 1..Len(seq) |-> seq[Len(seq) + 1 - k]]
RemoveAt(seq, n) == SubSeq(seq, 1, n - 1) \o SubSeq(seq, n + 1, Len(seq))

(***************************************************************************)
(* As in IsrReplication; R!Up and R!Leads would say the same. They are     *)
(* here, and some actions ask again what R!... asks before they come to    *)
(* it, because TLC is slow where an INSTANCE substitutes.                  *)
(***************************************************************************)
Up(b) == status[b] = "running"
Leads(b) == Up(b) /\ view[b].leader = b

(* What the application is told, where that is not an offset.              *)
Told(outcome) == [outcome |-> outcome, offset |-> NoOffset]

ClientInit ==
  /\ queue = [k \in 1..Records |-> k]
  /\ inFlight = [b \in Brokers |-> <<>>]
  /\ batch = [i \in Ids |-> [attempts |-> 0, producerEpoch |-> 0, sequence |-> I!NoSequence]]
  /\ result = [i \in Ids |-> Told("unknown")]
  /\ producerEpoch = 0
  /\ metadata = 1
  /\ requests = [b \in Brokers |-> <<>>]
  /\ responses = [b \in Brokers |-> <<>>]
  /\ late = [b \in Brokers |-> <<>>]
  /\ purgatory = [b \in Brokers |-> <<>>]
  /\ reads = <<>>
  /\ readFrom = 0

Init == ClientInit /\ R!Init /\ partition.leader = metadata

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE PRODUCER                                                            *)
(*                                                                         *)
(* Difference from Kafka: the application has called send() for every      *)
(* record before the first step. When the I/O thread drains the queue is   *)
(* free, so calling send() later adds nothing.                             *)
(***************************************************************************)

(* What each record came to, as far as the producer knows.                 *)
Outcome == [i \in Ids |-> result[i].outcome]

AllInFlight == UNION {{inFlight[b][k] : k \in 1..Len(inFlight[b])} : b \in Brokers}

(***************************************************************************)
(* WHO: the producer's I/O thread (Sender.sendProducerData). It takes the  *)
(* first record of the queue and writes a request to the broker that it    *)
(* takes for the leader, if a connection can be had and the window has     *)
(* room. With one request in flight the whole partition is muted, whatever *)
(* broker is addressed. With idempotence a new record gets the next        *)
(* sequence; if the fate of an earlier one stays unresolved the producer   *)
(* first bumps its epoch and starts at 0 again (KIP-360).                  *)
(*                                                                         *)
(* With acks=0 the send is completed by being written.                     *)
(***************************************************************************)
ProducerSends ==
  /\ queue # <<>>
  /\ LET i == Head(queue)
         b == metadata
         fresh == Idempotence /\ batch[i].sequence = I!NoSequence
         bump == fresh /\ I!Unresolved(batch, Outcome, producerEpoch)
         epoch == IF bump THEN producerEpoch + 1 ELSE producerEpoch
         sequence == IF bump THEN 0 ELSE I!NextSequence(batch, producerEpoch)
         sending == [attempts |-> batch[i].attempts + 1,
                     producerEpoch |-> IF fresh THEN epoch ELSE batch[i].producerEpoch,
                     sequence |-> IF fresh THEN sequence ELSE batch[i].sequence]
     IN /\ Up(b)
        /\ batch[i].attempts < MaxAttempts
        /\ IF MaxInFlight = 1 THEN AllInFlight = {} ELSE Len(inFlight[b]) < MaxInFlight
        /\ Idempotence => I!SequenceAllows(i, batch, Outcome, producerEpoch)
        /\ queue' = Tail(queue)
        /\ batch' = [batch EXCEPT ![i] = sending]
        /\ producerEpoch' = epoch
        /\ requests' = [requests EXCEPT ![b] = Append(@,
             [record |-> i, producerEpoch |-> sending.producerEpoch, sequence |-> sending.sequence])]
        /\ IF Acks = "0"
           THEN /\ result' = [result EXCEPT ![i] = Told("completed")]
                /\ UNCHANGED inFlight
           ELSE /\ inFlight' = [inFlight EXCEPT ![b] = Append(@, i)]
                /\ UNCHANGED result
  /\ UNCHANGED <<metadata, responses, late, purgatory, consumerVars, replicationVars, faultsLeft>>

(***************************************************************************)
(* What becomes of records whose attempts failed, in the order in which    *)
(* the I/O thread hears of them. Without retries the send fails. With      *)
(* retries each goes back to the FRONT of the queue, so that two that      *)
(* fail together change places; with idempotence each goes to its place    *)
(* by sequence (RecordAccumulator.reenqueue, insertInSequenceOrder).       *)
(***************************************************************************)
InSequence(S) ==
  LET RECURSIVE Sorted(_)
      Sorted(T) == IF T = {} THEN <<>>
                   ELSE LET first == CHOOSE i \in T : \A j \in T : batch[i].sequence <= batch[j].sequence
                        IN <<first>> \o Sorted(T \ {first})
  IN Sorted(S)

HasSequence(i) == batch[i].sequence # I!NoSequence

Requeue(failed) ==
  IF Idempotence
  THEN LET waiting == SelectSeq(queue, HasSequence)
           retried == {waiting[k] : k \in 1..Len(waiting)} \cup {failed[k] : k \in 1..Len(failed)}
       IN InSequence(retried) \o SelectSeq(queue, LAMBDA i : ~HasSequence(i))
  ELSE Reverse(failed) \o queue

AttemptsFail(failed) ==
  IF Retries
  THEN /\ queue' = Requeue(failed)
       /\ UNCHANGED result
  ELSE /\ result' = [i \in Ids |->
                       IF \E k \in 1..Len(failed) : failed[k] = i THEN Told("failed") ELSE result[i]]
       /\ UNCHANGED queue

(* Of a record that is acked or given up nobody asks any more how often it *)
(* was sent: what differs in nothing else is one state.                    *)
Decided(i) == [batch EXCEPT ![i].attempts = 0]

(***************************************************************************)
(* A sequence is refused although it is the next one: the log has lost, or *)
(* got ahead of, what the producer knows. It numbers all that is undecided *)
(* anew.                                                                   *)
(***************************************************************************)
SequenceIsHopeless(response) ==
  /\ response.error = "OUT_OF_ORDER_SEQUENCE_NUMBER"
  /\ I!IsHopeless(response.record, batch, Outcome, producerEpoch)

(***************************************************************************)
(* WHO: the producer's I/O thread (Sender.completeBatch). It reads the     *)
(* oldest response of the connection to broker b: success completes the    *)
(* send, an error makes the attempt fail.                                  *)
(*                                                                         *)
(* Difference from Kafka: INVALID_PRODUCER_EPOCH is not retriable there.   *)
(* With two records only late requests meet it, whose answers nobody       *)
(* reads; with three, one that its leader left unread while another one    *)
(* led can. And a record that was numbered anew once is so again.          *)
(***************************************************************************)
ProducerReceives(b) ==
  /\ responses[b] # <<>>
  /\ LET response == Head(responses[b])
     IN IF response.error = "NONE"
        THEN /\ result' = [result EXCEPT ![response.record] =
                             [outcome |-> "acked", offset |-> response.offset]]
             /\ batch' = Decided(response.record)
             /\ UNCHANGED <<queue, producerEpoch>>
        ELSE /\ AttemptsFail(<<response.record>>)
             /\ IF SequenceIsHopeless(response)
                THEN /\ producerEpoch' = producerEpoch + 1
                     /\ batch' = I!NumberedAnew(batch, Outcome, producerEpoch)
                ELSE UNCHANGED <<producerEpoch, batch>>
  /\ responses' = [responses EXCEPT ![b] = Tail(@)]
  /\ inFlight' = [inFlight EXCEPT ![b] = Tail(@)]
  /\ UNCHANGED <<metadata, requests, late, purgatory, consumerVars, replicationVars, faultsLeft>>

(***************************************************************************)
(* WHO: the producer's I/O thread (RecordAccumulator.expiredBatches).      *)
(* delivery.timeout.ms has elapsed for a record that waits to be sent      *)
(* again, or that was never sent because the leader can't be reached: the  *)
(* send fails, whatever became of earlier attempts.                        *)
(*                                                                         *)
(* Difference from Kafka: a record in flight can expire, too. Here its     *)
(* connection breaks first, which is a fault; what else is in flight there *)
(* then fails with it.                                                     *)
(***************************************************************************)
ProducerGivesUp(i) ==
  /\ \E k \in 1..Len(queue) : queue[k] = i
  /\ IF Up(metadata) THEN batch[i].attempts > 0 ELSE TRUE
  /\ queue' = Without(queue, i)
  /\ result' = [result EXCEPT ![i] = Told("failed")]
  /\ batch' = Decided(i)
  /\ UNCHANGED <<inFlight, producerEpoch, metadata, networkVars, consumerVars, replicationVars, faultsLeft>>

(***************************************************************************)
(* WHO: the producer (Metadata.update), after an error or a broken         *)
(* connection, or because metadata.max.age.ms is over.                     *)
(*                                                                         *)
(* Difference from Kafka: the answer is the controller's present state,    *)
(* not some broker's older copy. An older answer is the same as asking     *)
(* earlier, since the producer never goes back to an older leader epoch.   *)
(***************************************************************************)
ProducerRefreshesMetadata ==
  /\ partition.leader \notin {NoBroker, metadata}
  /\ metadata' = partition.leader
  /\ UNCHANGED <<queue, inFlight, batch, result, producerEpoch, networkVars, consumerVars, replicationVars, faultsLeft>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE NETWORK                                                             *)
(*                                                                         *)
(* Messages travel on connections: in order, none lost alone. Losing one   *)
(* means that the connection breaks. The broker reads the next request of  *)
(* a connection only when the one before is answered (SocketServer mutes   *)
(* the channel), so that requests on one connection never overtake.        *)
(***************************************************************************)

(* The connection to broker b is gone: what was in flight on it has failed *)
(* at the producer.                                                        *)
IsCutOff(b) ==
  /\ AttemptsFail(inFlight[b])
  /\ inFlight' = [inFlight EXCEPT ![b] = <<>>]
  /\ requests' = [requests EXCEPT ![b] = <<>>]
  /\ responses' = [responses EXCEPT ![b] = <<>>]
  /\ purgatory' = [purgatory EXCEPT ![b] = <<>>]

(***************************************************************************)
(* WHO: the network, or the producer because request.timeout.ms is over    *)
(* (NetworkClient closes the connection then, too). Every request in       *)
(* flight to b fails at the producer. Of the requests on their way the     *)
(* first n still arrive, at any later time; the rest, and all responses,   *)
(* are lost. A lost request is n too small for it, a lost or late response *)
(* a request that had been handled before, or that is among the n.         *)
(*                                                                         *)
(* Difference from Kafka: the producer hears of it at once. Hearing later  *)
(* is the same as the connection breaking later.                           *)
(***************************************************************************)
ConnectionBreaks(b, n) ==
  /\ "network" \in Faults /\ faultsLeft > 0
  /\ <<requests[b], responses[b], purgatory[b]>> # <<<<>>, <<>>, <<>>>>
  /\ n <= Len(requests[b])
  /\ IsCutOff(b)
  /\ late' = [late EXCEPT ![b] = IF n = 0 THEN @ ELSE Append(@, SubSeq(requests[b], 1, n))]
  /\ faultsLeft' = faultsLeft - 1
  /\ UNCHANGED <<batch, producerEpoch, metadata, consumerVars, replicationVars>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE BROKERS                                                             *)
(***************************************************************************)
(***************************************************************************)
(* What the log says of the producer (ProducerStateManager): a broker      *)
(* remembers its last five batches, and a new leader reads them in its     *)
(* log.                                                                    *)
(***************************************************************************)
CachedBatches == 5
Batches(entries) == [k \in 1..Len(entries) |-> entries[k].value]
Copy(entries, request) == I!CopiesOf(Batches(entries), request, CachedBatches)
IsDuplicate(entries, request) == Idempotence /\ Copy(entries, request) # {}

(***************************************************************************)
(* Why broker b does not append the request; "NONE" if it does             *)
(* (ReplicaManager.appendToLocalLog, Partition.appendRecordsToLeader).     *)
(***************************************************************************)
ProduceError(b, request) ==
  IF ~Leads(b) THEN "NOT_LEADER_OR_FOLLOWER"
  ELSE IF Acks = "all" /\ Cardinality(view[b].isr) < R!EffectiveMinIsr THEN "NOT_ENOUGH_REPLICAS"
  ELSE IF ~Idempotence \/ IsDuplicate(log[b], request) THEN "NONE"
  ELSE I!SequenceError(Batches(log[b]), request, CachedBatches)

AppendToLog(b, request) == R!LeaderAppends(b, [leaderEpoch |-> view[b].leaderEpoch, value |-> request])

(* The request on b's open connection that is next to be handled.          *)
HasRequest(b) == Up(b) /\ requests[b] # <<>> /\ purgatory[b] = <<>>

Respond(b, record, error, offset) ==
  responses' = [responses EXCEPT ![b] =
    Append(@, [record |-> record, error |-> error, offset |-> offset])]

(* With acks=1 the leader answers at once; with acks=all the request waits *)
(* in purgatory until the ISR has everything up to the offset.             *)
Answer(b, record, offset) ==
  /\ IF Acks = "1" THEN Respond(b, record, "NONE", offset) ELSE UNCHANGED responses
  /\ purgatory' = IF Acks = "all"
                  THEN [purgatory EXCEPT ![b] = <<[record |-> record, offset |-> offset]>>]
                  ELSE purgatory

(***************************************************************************)
(* WHO: the leader (ReplicaManager.appendRecords). It appends the record   *)
(* to its own log, under its own leader epoch.                             *)
(*                                                                         *)
(* Difference from Kafka: a batch holds one record.                        *)
(***************************************************************************)
LeaderAppends(b) ==
  /\ HasRequest(b)
  /\ LET request == Head(requests[b])
     IN /\ ProduceError(b, request) = "NONE"
        /\ ~IsDuplicate(log[b], request)
        /\ AppendToLog(b, request)
        /\ Answer(b, request.record, Len(log[b]))
  /\ requests' = [requests EXCEPT ![b] = Tail(@)]
  /\ UNCHANGED <<producerVars, late, consumerVars>>

(***************************************************************************)
(* WHO: the leader (UnifiedLog.analyzeAndValidateProducerState). One of    *)
(* the producer's last five batches comes again: nothing is appended and   *)
(* the answer is that of the first copy, once the ISR has it.              *)
(***************************************************************************)
LeaderRecognisesDuplicate(b) ==
  /\ HasRequest(b)
  /\ LET request == Head(requests[b])
     IN /\ ProduceError(b, request) = "NONE"
        /\ IsDuplicate(log[b], request)
        /\ Answer(b, request.record, R!Min(Copy(log[b], request)) - 1)
  /\ requests' = [requests EXCEPT ![b] = Tail(@)]
  /\ UNCHANGED <<producerVars, late, consumerVars, replicationVars, faultsLeft>>

(***************************************************************************)
(* WHO: a broker that does not lead, or a leader with too small an ISR or  *)
(* a sequence out of order. It answers with the error. With acks=0 there   *)
(* is no answer: the broker closes the connection, and what else was on it *)
(* is lost (KafkaApis.handleProduceRequest).                               *)
(***************************************************************************)
BrokerRejects(b) ==
  /\ HasRequest(b)
  /\ LET request == Head(requests[b])
         error == ProduceError(b, request)
     IN /\ error # "NONE"
        /\ IF Acks = "0"
           THEN /\ requests' = [requests EXCEPT ![b] = <<>>]
                /\ UNCHANGED responses
           ELSE /\ requests' = [requests EXCEPT ![b] = Tail(@)]
                /\ Respond(b, request.record, error, NoOffset)
  /\ UNCHANGED <<producerVars, late, purgatory, consumerVars, replicationVars, faultsLeft>>

(***************************************************************************)
(* WHO: a broker. A request that was on its way when its connection broke  *)
(* arrives, the n-th such connection's first: it is handled as any other,  *)
(* but nobody hears of it. With acks=0 an error loses the rest of that     *)
(* connection, as in BrokerRejects.                                        *)
(***************************************************************************)
LateRequestArrives(b, n) ==
  /\ Up(b)
  /\ n <= Len(late[b])
  /\ LET request == Head(late[b][n])
         accepted == ProduceError(b, request) = "NONE"
         rest == IF Acks = "0" /\ ~accepted THEN <<>> ELSE Tail(late[b][n])
     IN /\ late' = [late EXCEPT ![b] = IF rest = <<>> THEN RemoveAt(@, n) ELSE [@ EXCEPT ![n] = rest]]
        /\ IF accepted /\ ~IsDuplicate(log[b], request)
           THEN AppendToLog(b, request)
           ELSE UNCHANGED <<replicationVars, faultsLeft>>
  /\ UNCHANGED <<producerVars, requests, responses, purgatory, consumerVars>>

(***************************************************************************)
(* WHO: the leader (DelayedProduce.tryComplete). The high watermark has    *)
(* passed the waiting record: every replica in the ISR has it. Only if the *)
(* ISR is still large enough is that a success.                            *)
(***************************************************************************)
LeaderAcknowledges(b) ==
  /\ Leads(b)
  /\ purgatory[b] # <<>>
  /\ LET waiting == Head(purgatory[b])
     IN /\ highWatermark[b] > waiting.offset
        /\ IF Cardinality(view[b].isr) >= R!EffectiveMinIsr
           THEN Respond(b, waiting.record, "NONE", waiting.offset)
           ELSE Respond(b, waiting.record, "NOT_ENOUGH_REPLICAS_AFTER_APPEND", NoOffset)
  /\ purgatory' = [purgatory EXCEPT ![b] = <<>>]
  /\ UNCHANGED <<producerVars, requests, late, consumerVars, replicationVars, faultsLeft>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE CONSUMER                                                            *)
(***************************************************************************)

(***************************************************************************)
(* Where the consumer goes on: after the last record that it read. It      *)
(* reads all that is readable from there, so that SKIPPED_READ can't       *)
(* happen here: it is what the check of a history must not find.           *)
(***************************************************************************)
Position == IF reads = <<>> THEN 0 ELSE reads[Len(reads)].offset + 1

(***************************************************************************)
(* Where the consumer goes on with leader l. It asks where the epoch of    *)
(* the last record that it read ends there. If that is before its          *)
(* position, the log was truncated, and it goes back to where the logs     *)
(* part (SubscriptionState.maybeCompleteValidation, KIP-320).              *)
(***************************************************************************)
ValidPosition(l) ==
  IF reads = <<>> THEN 0
  ELSE R!Min({Position, R!EndOffsetFor(log[l], reads[Len(reads)].leaderEpoch).endOffset})

(***************************************************************************)
(* WHO: a consumer. It reads all that leader l shows and it has not read.  *)
(* The leader may be a zombie, but of no older epoch than the one that it  *)
(* read from before.                                                       *)
(*                                                                         *)
(* Difference from Kafka: fetch and answer are one step; the answer only   *)
(* repeats what was readable when it was sent.                             *)
(***************************************************************************)
ConsumerReads(l) ==
  /\ Consumers = 1
  /\ Leads(l) /\ view[l].leaderEpoch >= readFrom
  /\ LET from == ValidPosition(l)
     IN /\ from < highWatermark[l]
        /\ reads' = reads \o [k \in 1..(highWatermark[l] - from) |->
             [offset |-> from + k - 1, leaderEpoch |-> log[l][from + k].leaderEpoch,
              record |-> log[l][from + k].value.record]]
  /\ readFrom' = view[l].leaderEpoch
  /\ UNCHANGED <<producerVars, networkVars, replicationVars, faultsLeft>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* REPLICATION                                                             *)
(*                                                                         *)
(* What brokers and controller do for themselves is told in IsrReplication *)
(* and changes nothing for clients, save where it is said here.            *)
(***************************************************************************)
LeaderAnswersFetch(l, f) ==
  fetchResponses[f] = <<>> /\ view[f].leader = l /\ f # l /\ R!LeaderAnswersFetch(l, f) /\ UNCHANGED clientVars
FollowerReceives(f) ==
  fetchResponses[f] # <<>> /\ R!FollowerReceives(f) /\ UNCHANGED clientVars
LeaderExpandsIsr(l, f) ==
  view[l].leader = l /\ f \notin view[l].isr /\ R!LeaderExpandsIsr(l, f) /\ UNCHANGED clientVars
LeaderShrinksIsr(l, f) ==
  "partition" \in Faults /\ view[l].leader = l /\ R!LeaderShrinksIsr(l, f) /\ UNCHANGED clientVars
ControllerAltersPartition(l) ==
  pendingIsr[l] # <<>> /\ R!ControllerAltersPartition(l) /\ UNCHANGED clientVars
ControllerRefuses(l) ==
  pendingIsr[l] # <<>> /\ R!ControllerRefuses(l) /\ UNCHANGED clientVars
ControllerFences(b, n) ==
  /\ b \notin fenced /\ IF "partition" \in Faults THEN TRUE ELSE ~Up(b)
  /\ R!ControllerFences(b, n) /\ UNCHANGED clientVars
ControllerUnfences(b, n) ==
  b \in fenced /\ Up(b) /\ R!ControllerUnfences(b, n) /\ UNCHANGED clientVars
BrokerRestarts(b, n) ==
  b \in fenced /\ ~Up(b) /\ R!BrokerRestarts(b, n) /\ UNCHANGED clientVars

(***************************************************************************)
(* WHO: a broker. It hears of the partition's newest leader and ISR. If it *)
(* does not lead any more, the request that waited for the ISR is told so  *)
(* (ReplicaManager.completeDelayedOperationsWhenNotPartitionLeader).       *)
(***************************************************************************)
BrokerLearns(b) ==
  /\ view[b].partitionEpoch < partition.partitionEpoch
  /\ R!BrokerLearns(b)
  /\ IF purgatory[b] # <<>> /\ partition.leader # b
     THEN /\ Respond(b, Head(purgatory[b]).record, "NOT_LEADER_OR_FOLLOWER", NoOffset)
          /\ purgatory' = [purgatory EXCEPT ![b] = <<>>]
     ELSE UNCHANGED <<responses, purgatory>>
  /\ UNCHANGED <<producerVars, requests, late, consumerVars>>

(***************************************************************************)
(* WHO: a machine or an operating system. The broker stops, with disk      *)
(* faults without the last n entries of its log. Connections to it break,  *)
(* and what was on them is lost.                                           *)
(*                                                                         *)
(* Difference from Kafka: the producer hears of it at once, as for         *)
(* ConnectionBreaks; a response that was still on its way could also have  *)
(* been read just before.                                                  *)
(***************************************************************************)
BrokerCrashes(b, n) ==
  /\ faultsLeft > 0 /\ Up(b)
  /\ R!BrokerCrashes(b, n)
  /\ IsCutOff(b)
  /\ late' = [late EXCEPT ![b] = <<>>]
  /\ UNCHANGED <<batch, producerEpoch, metadata, consumerVars>>

-----------------------------------------------------------------------------
Next ==
  \/ ProducerSends
  \/ \E b \in Brokers : ProducerReceives(b)
  \/ \E i \in Ids : ProducerGivesUp(i)
  \/ ProducerRefreshesMetadata
  \/ \E b \in Brokers, n \in 0..Records : ConnectionBreaks(b, n)
  \/ \E b \in Brokers : LeaderAppends(b)
  \/ \E b \in Brokers : LeaderRecognisesDuplicate(b)
  \/ \E b \in Brokers : BrokerRejects(b)
  \/ \E b \in Brokers, n \in 1..MaxFaults : LateRequestArrives(b, n)
  \/ \E b \in Brokers : LeaderAcknowledges(b)
  \/ \E l \in Brokers : ConsumerReads(l)
  \/ \E l, f \in Brokers : LeaderAnswersFetch(l, f)
  \/ \E f \in Brokers : FollowerReceives(f)
  \/ \E l, f \in Brokers : LeaderExpandsIsr(l, f)
  \/ \E l, f \in Brokers : LeaderShrinksIsr(l, f)
  \/ \E b \in Brokers : BrokerLearns(b)
  \/ \E b \in Brokers, n \in IF "disk" \in Faults THEN 0..(Records * MaxAttempts) ELSE {0} : BrokerCrashes(b, n)
  \/ \E b \in Brokers, n \in 0..Replicas : BrokerRestarts(b, n)
  \/ \E l \in Brokers : ControllerAltersPartition(l)
  \/ \E l \in Brokers : ControllerRefuses(l)
  \/ \E b \in Brokers, n \in 0..Replicas : ControllerFences(b, n)
  \/ \E b \in Brokers, n \in 0..Replicas : ControllerUnfences(b, n)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* An ending: every broker runs and knows the settled leader, all replicas *)
(* are in the ISR and equal, and nothing is on its way. What would be read *)
(* of the partition now is the final log.                                  *)
(***************************************************************************)
Settled ==
  LET l == partition.leader
  IN /\ l # NoBroker
     /\ partition.isr = Brokers /\ fenced = {}
     /\ highWatermark[l] = Len(log[l])
     /\ \A b \in Brokers :
          /\ Up(b) /\ view[b] = partition /\ log[b] = log[l]
          /\ requests[b] = <<>> /\ responses[b] = <<>> /\ late[b] = <<>> /\ purgatory[b] = <<>>
          /\ fetchResponses[b] = <<>> /\ pendingIsr[b] = <<>>

FinalLog == LET l == partition.leader IN [k \in 1..highWatermark[l] |-> log[l][k].value.record]

D == INSTANCE Delivery WITH
       sent <- [k \in 1..Records |-> k],
       result <- [i \in Ids |-> result[i].outcome],
       ackedAt <- [i \in Ids |-> result[i].offset],
       finalLog <- FinalLog

(* The anomalies that the behaviour shows if it ends here.                 *)
Shown == IF Settled THEN D!Anomalies ELSE {}
=============================================================================
