---------------------------- MODULE ProducerRetry ----------------------------
(***************************************************************************)
(* The producer's I/O thread and the network, in front of one partition.   *)
(* What is lost, stored twice or out of order here is the doing of         *)
(* acknowledgements and retries: claims C4 to C6.                          *)
(*                                                                         *)
(* Of the partition no more is said than Commit does: it stores records,   *)
(* commits what it stored, and may lose what is not committed when its     *)
(* leader changes. Which broker leads is left open: any may store, or say  *)
(* that it can't. KafkaDelivery implements this module, see                *)
(* models/MCKafkaDeliveryRetry.                                            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Records,           \* number of records; one batch, one request each
  Brokers,           \* the brokers that the producer may take for the leader
  Acks,              \* acks: "0", "1" or "all"
  Retries,           \* retries > 0
  Idempotence,       \* enable.idempotence
  MaxInFlight,       \* max.in.flight.requests.per.connection
  CanGiveUp,         \* whether delivery.timeout.ms ever elapses
  Refusals,          \* the errors of the partition: "retriable", "fatal"
  CanChangeLeader,   \* whether the leader changes: what is not committed may be lost
  CanLoseCommitted,  \* whether elections are unclean: what is committed may be, too
  MaxAttempts,       \* bound: attempts at one record
  MaxFailures        \* bound: attempts at one record that meet a fault or a refusal

ASSUME
  /\ Records \in Nat \ {0} /\ Acks \in {"0", "1", "all"} /\ MaxInFlight \in Nat \ {0}
  /\ {Retries, Idempotence, CanGiveUp, CanChangeLeader, CanLoseCommitted} \subseteq BOOLEAN
  /\ Idempotence => (Acks = "all" /\ Retries)
  /\ CanLoseCommitted => CanChangeLeader
  /\ Refusals \subseteq {"retriable", "fatal"}
  /\ MaxAttempts \in Nat \ {0} /\ MaxFailures \in 0..MaxAttempts

Ids == 1..Records
Places == 1..(Records * MaxAttempts)

VARIABLES
  \* the producer
  queue,      \* the accumulator: records that wait to be sent, in order
  inFlight,   \* broker -> records sent to it and not answered, oldest first
  attempts,   \* record -> how often it was sent; 0 again once it is acked or given up
  result,     \* record -> what the application was told
  \* the network
  requests,   \* broker -> records on the open connection, oldest first
  waiting,    \* broker -> the record that is stored there and not answered, if any
  responses,  \* broker -> answers on the open connection, oldest first
  late,       \* broker -> for each closed connection, what of it still arrives
  \* the partition
  log,        \* the copies that are stored: what is committed, then what is not
  committed   \* how many of them are committed

producerVars == <<queue, inFlight, attempts, result>>
networkVars == <<requests, waiting, responses, late>>
vars == <<producerVars, networkVars, log, committed>>

Range(seq) == {seq[k] : k \in 1..Len(seq)}
Nothing == [b \in Brokers |-> <<>>]

TypeOK ==
  /\ queue \in Seq(Ids)
  /\ inFlight \in [Brokers -> Seq(Ids)]
  /\ attempts \in [Ids -> 0..MaxAttempts]
  /\ result \in [Ids -> {"unknown", "acked", "completed", "failed"}]
  /\ requests \in [Brokers -> Seq(Ids)]
  /\ waiting \in [Brokers -> {<<>>} \cup {<<i>> : i \in Ids}]
  /\ responses \in [Brokers -> Seq([record : Ids, error : {"none", "retriable", "fatal"}])]
  /\ late \in [Brokers -> Seq(Seq(Ids))]
  /\ log \in Seq(Ids) /\ Len(log) \in {0} \cup Places
  /\ committed \in 0..Len(log)

Init ==
  /\ queue = [k \in 1..Records |-> k]
  /\ attempts = [i \in Ids |-> 0]
  /\ result = [i \in Ids |-> "unknown"]
  /\ inFlight = Nothing /\ requests = Nothing /\ waiting = Nothing
  /\ responses = Nothing /\ late = Nothing
  /\ log = <<>> /\ committed = 0

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE PRODUCER                                                            *)
(***************************************************************************)
AllInFlight == UNION {Range(inFlight[b]) : b \in Brokers}

(* The bound. It cuts behaviours: nothing happens to a record that may be  *)
(* sent no more.                                                           *)
MayBeSent(i) == attempts[i] < MaxAttempts
Sent(i) == [attempts EXCEPT ![i] = @ + 1]

(***************************************************************************)
(* WHO: the I/O thread. It sends the first record of the queue to broker   *)
(* b, if the window has room. Its metadata may be stale: b need not lead.  *)
(* With one request in flight the partition is muted, whatever broker is   *)
(* addressed. With idempotence a record is sent again only when all before *)
(* it are decided. With acks=0 being sent completes the send.              *)
(***************************************************************************)
ProducerSends(b) ==
  /\ queue # <<>>
  /\ LET i == Head(queue)
     IN /\ MayBeSent(i)
        /\ IF MaxInFlight = 1 THEN AllInFlight = {} ELSE Len(inFlight[b]) < MaxInFlight
        /\ (Idempotence /\ attempts[i] > 0) => \A j \in 1..(i - 1) : result[j] # "unknown"
        /\ queue' = Tail(queue)
        /\ attempts' = Sent(i)
        /\ requests' = [requests EXCEPT ![b] = Append(@, i)]
        /\ IF Acks = "0"
           THEN /\ result' = [result EXCEPT ![i] = "completed"]
                /\ UNCHANGED inFlight
           ELSE /\ inFlight' = [inFlight EXCEPT ![b] = Append(@, i)]
                /\ UNCHANGED result
  /\ UNCHANGED <<waiting, responses, late, log, committed>>

(***************************************************************************)
(* Records whose attempts failed, in the order in which the I/O thread     *)
(* hears of them. With retries each goes to the FRONT of the queue, so     *)
(* that two that fail together change places; with idempotence each goes   *)
(* to its place. Without retries the send has failed.                      *)
(***************************************************************************)
Reverse(seq) == [k \in 1..Len(seq) |-> seq[Len(seq) + 1 - k]]
InOrder(S) == LET At(k) == CHOOSE i \in S : Cardinality({j \in S : j < i}) = k - 1
              IN [k \in 1..Cardinality(S) |-> At(k)]

AttemptsFail(failed) ==
  IF Retries
  THEN /\ queue' = IF Idempotence THEN InOrder(Range(queue) \cup Range(failed))
                   ELSE Reverse(failed) \o queue
       /\ UNCHANGED result
  ELSE /\ result' = [i \in Ids |-> IF i \in Range(failed) THEN "failed" ELSE result[i]]
       /\ UNCHANGED queue

(* Of a record that is decided nobody asks any more how often it was sent: *)
(* what differs in nothing else is one state.                              *)
Decided(i) == [attempts EXCEPT ![i] = 0]

(* WHO: the I/O thread. It reads an answer: success, or an error after     *)
(* which the record may be sent again, or one that ends the send.          *)
ProducerReceives(b) ==
  /\ responses[b] # <<>>
  /\ LET i == Head(responses[b]).record
         error == Head(responses[b]).error
     IN IF error = "retriable" THEN AttemptsFail(<<i>>) /\ UNCHANGED attempts
        ELSE /\ result' = [result EXCEPT ![i] = IF error = "none" THEN "acked" ELSE "failed"]
             /\ attempts' = Decided(i)
             /\ UNCHANGED queue
  /\ responses' = [responses EXCEPT ![b] = Tail(@)]
  /\ inFlight' = [inFlight EXCEPT ![b] = Tail(@)]
  /\ UNCHANGED <<requests, waiting, late, log, committed>>

(* WHO: the I/O thread. delivery.timeout.ms is over for a record that      *)
(* waits to be sent: the send fails, whatever became of its attempts.      *)
ProducerGivesUp(i) ==
  /\ CanGiveUp /\ i \in Range(queue)
  /\ queue' = SelectSeq(queue, LAMBDA j : j # i)
  /\ result' = [result EXCEPT ![i] = "failed"]
  /\ attempts' = Decided(i)
  /\ UNCHANGED <<inFlight, networkVars, log, committed>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE NETWORK                                                             *)
(*                                                                         *)
(* Messages travel on connections: in order, none lost alone. The bound    *)
(* MaxFailures lets faults and refusals meet only the first attempts at a  *)
(* record; with MaxAttempts it bounds nothing. Copies of a record that is  *)
(* acked or given up may be lost whatever attempt made them.               *)
(***************************************************************************)
MayFail(i) == attempts[i] <= MaxFailures

OnConnection(b) == Range(inFlight[b] \o requests[b] \o waiting[b])

ConnectionCloses(b) ==
  /\ \A i \in OnConnection(b) : MayFail(i)
  /\ AttemptsFail(inFlight[b])
  /\ inFlight' = [inFlight EXCEPT ![b] = <<>>]
  /\ requests' = [requests EXCEPT ![b] = <<>>]
  /\ waiting' = [waiting EXCEPT ![b] = <<>>]
  /\ responses' = [responses EXCEPT ![b] = <<>>]

(***************************************************************************)
(* WHO: the network, or the producer because request.timeout.ms is over.   *)
(* Every attempt in flight to b fails. Of the requests on their way the    *)
(* first n still arrive, later and unheard; the rest, and all answers, are *)
(* lost.                                                                   *)
(***************************************************************************)
ConnectionBreaks(b, n) ==
  /\ OnConnection(b) # {}
  /\ n <= Len(requests[b])
  /\ ConnectionCloses(b)
  /\ late' = [late EXCEPT ![b] = IF n = 0 THEN @ ELSE Append(@, SubSeq(requests[b], 1, n))]
  /\ UNCHANGED <<attempts, log, committed>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE PARTITION                                                           *)
(***************************************************************************)
Committed == SubSeq(log, 1, committed)
Only(S) == LET At(k) == log[InOrder(S)[k]] IN [k \in 1..Cardinality(S) |-> At(k)]
Uncommitted == (committed + 1)..Len(log)

(***************************************************************************)
(* Whether the partition stores record i. With idempotence it stores each  *)
(* record once, and none before those that were sent earlier have been     *)
(* stored or failed. A leader that changes may forget what it knew: then   *)
(* nothing is promised (findings on C7).                                   *)
(*                                                                         *)
(* Difference from Kafka: by sequences and epochs, see Idempotence.        *)
(***************************************************************************)
Accepts(i) ==
  (Idempotence /\ ~CanChangeLeader) =>
    /\ \A k \in 1..Len(log) : log[k] < i
    /\ \A j \in 1..(i - 1) : j \in Range(log) \/ result[j] = "failed"

Respond(b, i, error) ==
  responses' = [responses EXCEPT ![b] = Append(@, [record |-> i, error |-> error])]

(***************************************************************************)
(* A connection's next request is read when the one before is answered:    *)
(* with acks=1 at once, with acks=all when the record is committed.        *)
(***************************************************************************)
HasRequest(b) == requests[b] # <<>> /\ waiting[b] = <<>>

AnswersSuccess(b) ==
  /\ IF Acks = "1" THEN Respond(b, Head(requests[b]), "none") ELSE UNCHANGED responses
  /\ waiting' = IF Acks = "all" THEN [waiting EXCEPT ![b] = <<Head(requests[b])>>] ELSE waiting
  /\ requests' = [requests EXCEPT ![b] = Tail(@)]

(* A new copy. If only the leader is in sync it is committed at once, with *)
(* those before it in the leader's log.                                    *)
Stores(i, atOnce) ==
  /\ Accepts(i)
  /\ \E S \in IF atOnce THEN SUBSET Uncommitted ELSE {{}} :
       /\ (atOnce /\ ~CanChangeLeader) => S = Uncommitted
       /\ log' = IF atOnce THEN Committed \o Only(S) \o <<i>> \o Only(Uncommitted \ S)
                 ELSE Append(log, i)
       /\ committed' = IF atOnce THEN committed + Cardinality(S) + 1 ELSE committed

(* WHO: the leader. It stores the record, once more if it has it already.  *)
PartitionStores(b, atOnce) ==
  /\ HasRequest(b)
  /\ Stores(Head(requests[b]), atOnce)
  /\ AnswersSuccess(b)
  /\ UNCHANGED <<producerVars, late>>

(* WHO: the leader. It has the record and stores no second copy.           *)
PartitionRecognises(b) ==
  /\ Idempotence
  /\ HasRequest(b) /\ Head(requests[b]) \in Range(log)
  /\ AnswersSuccess(b)
  /\ UNCHANGED <<producerVars, late, log, committed>>

(***************************************************************************)
(* WHO: a broker. It refuses a request: it does not lead, or too few       *)
(* replicas are in sync, which may turn out after the record was stored.   *)
(* With acks=0 it can't say so: it closes the connection, and what else    *)
(* was on it is lost.                                                      *)
(***************************************************************************)
PartitionRefuses(b, error) ==
  /\ waiting[b] \o requests[b] # <<>>
  /\ LET i == Head(waiting[b] \o requests[b])
         outOfOrder == waiting[b] = <<>> /\ i \notin Range(log) /\ ~Accepts(i)
     IN /\ IF outOfOrder THEN error = "retriable" ELSE error \in Refusals /\ MayFail(i)
        /\ IF Acks = "0" THEN UNCHANGED responses ELSE Respond(b, i, error)
  /\ waiting' = [waiting EXCEPT ![b] = <<>>]
  /\ requests' = IF Acks = "0" THEN [requests EXCEPT ![b] = <<>>]
                 ELSE IF waiting[b] = <<>> THEN [requests EXCEPT ![b] = Tail(@)]
                 ELSE requests
  /\ UNCHANGED <<producerVars, late, log, committed>>

(* WHO: the leader. With acks=all it acknowledges only what is committed.  *)
PartitionAcknowledges(b) ==
  /\ waiting[b] # <<>>
  /\ Head(waiting[b]) \in Range(Committed)
  /\ Respond(b, Head(waiting[b]), "none")
  /\ waiting' = [waiting EXCEPT ![b] = <<>>]
  /\ UNCHANGED <<producerVars, requests, late, log, committed>>

Fates == {"refused", "stored", "committed"}

(* WHO: a broker. The first request of the n-th closed connection arrives; *)
(* whatever its fate, nobody hears of it.                                  *)
LateRequestArrives(b, n, fate) ==
  /\ n <= Len(late[b])
  /\ LET i == Head(late[b][n])
         rest == IF Acks = "0" /\ fate = "refused" THEN <<>> ELSE Tail(late[b][n])
     IN /\ IF fate = "refused" THEN UNCHANGED <<log, committed>> ELSE Stores(i, fate = "committed")
        /\ late' = [late EXCEPT ![b] =
             IF rest = <<>> THEN SubSeq(@, 1, n - 1) \o SubSeq(@, n + 1, Len(@))
             ELSE [@ EXCEPT ![n] = rest]]
  /\ UNCHANGED <<producerVars, requests, waiting, responses>>

(* WHO: the leader. The copies at these places are committed: the next     *)
(* ones; or, if leaders change, some that another leader stored are passed *)
(* over.                                                                   *)
PartitionCommits(S) ==
  /\ S # {} /\ S \subseteq Uncommitted
  /\ ~CanChangeLeader => S = (committed + 1)..(committed + Cardinality(S))
  /\ log' = Committed \o Only(S) \o Only(Uncommitted \ S)
  /\ committed' = committed + Cardinality(S)
  /\ UNCHANGED <<producerVars, networkVars>>

(* WHO: a new leader. It lacks copies that were not committed.             *)
Loses(S) ==
  /\ CanChangeLeader
  /\ S \subseteq Uncommitted /\ \A k \in S : MayFail(log[k])
  /\ log' = Committed \o Only(Uncommitted \ S)

PartitionLoses(S) ==
  /\ S # {} /\ Loses(S)
  /\ UNCHANGED <<producerVars, networkVars, committed>>

(* WHO: a broker that stops, perhaps with copies that only it had. The     *)
(* connection to it closes, and what was late is lost.                     *)
BrokerFails(b, S) ==
  /\ Loses(S) /\ ConnectionCloses(b)
  /\ late' = [late EXCEPT ![b] = <<>>]
  /\ UNCHANGED <<attempts, committed>>

(* WHO: a new leader from outside the ISR. Only the first n copies are     *)
(* still committed; the others may be lost, or be committed again.         *)
PartitionForgets(n) ==
  /\ CanLoseCommitted /\ n < committed
  /\ committed' = n
  /\ UNCHANGED <<producerVars, networkVars, log>>

-----------------------------------------------------------------------------
Next ==
  \/ \E b \in Brokers : ProducerSends(b)
  \/ \E b \in Brokers : ProducerReceives(b)
  \/ \E i \in Ids : ProducerGivesUp(i)
  \/ \E b \in Brokers, n \in 0..Records : ConnectionBreaks(b, n)
  \/ \E b \in Brokers, atOnce \in BOOLEAN : PartitionStores(b, atOnce)
  \/ \E b \in Brokers : PartitionRecognises(b)
  \/ \E b \in Brokers, error \in {"retriable", "fatal"} : PartitionRefuses(b, error)
  \/ \E b \in Brokers : PartitionAcknowledges(b)
  \/ \E b \in Brokers, n \in Places, fate \in Fates : LateRequestArrives(b, n, fate)
  \/ \E S \in SUBSET Places : PartitionCommits(S)
  \/ \E S \in SUBSET Places : PartitionLoses(S)
  \/ \E b \in Brokers, S \in SUBSET Places : BrokerFails(b, S)
  \/ \E n \in 0..(Records * MaxAttempts) : PartitionForgets(n)

Spec == Init /\ [][Next]_vars
=============================================================================
