---------------------- MODULE ProducerRetryProperties ----------------------
(***************************************************************************)
(* What acknowledgements and retries promise, apart from how they work:    *)
(* claims C4 to C6, and under which settings they are true.                *)
(***************************************************************************)
EXTENDS ProducerRetry, Integers

(* An ending: nothing is on its way, and what was stored is either         *)
(* committed or lost.                                                      *)
Settled ==
  /\ committed = Len(log)
  /\ \A b \in Brokers :
       requests[b] = <<>> /\ waiting[b] = <<>> /\ responses[b] = <<>> /\ late[b] = <<>>

D == INSTANCE Delivery WITH
       sent <- [k \in 1..Records |-> k],
       ackedAt <- [i \in Ids |-> -1],
       finalLog <- Committed,
       reads <- <<>>

-----------------------------------------------------------------------------
(* Every ending is well-formed.                                            *)
EndingOK == Settled => D!TypeOK

(* At-least-once: nothing acknowledged is lost.                            *)
AckedIsStored == Settled => ~D!ACKED_LOSS

(* Nothing is lost without a word.                                         *)
CompletedIsStored == Settled => ~D!SILENT_LOSS

(* At-most-once: nothing is stored twice.                                  *)
StoredAtMostOnce == Settled => D!AtMostOnce

(* No send is lost at all.                                                 *)
NothingReportedLost == Settled => ~D!REPORTED_LOSS

(* A failed send leaves nothing behind.                                    *)
NothingFailedIsStored == Settled => ~D!PHANTOM

(* What was sent first stands first.                                       *)
StoredInOrder == Settled => ~D!REORDER

(* Exactly once, in order and without a gap.                               *)
ExactlyOnce == Settled => D!ExactlyOnce

-----------------------------------------------------------------------------
(***************************************************************************)
(* Liveness. Whoever can act goes on acting: the I/O thread sends and      *)
(* reads, the partition answers what arrives and commits what it stored,   *)
(* and time passes, so that time-outs elapse.                              *)
(***************************************************************************)
ProducerIsFair ==
  /\ WF_vars(\E b \in Brokers : ProducerSends(b))
  /\ \A b \in Brokers : WF_vars(ProducerReceives(b))

PartitionAnswers(b) ==
  \/ \E atOnce \in BOOLEAN : PartitionStores(b, atOnce)
  \/ PartitionRecognises(b)
  \/ PartitionAcknowledges(b)
  \/ \E error \in {"retriable", "fatal"} : PartitionRefuses(b, error)

BrokersAreFair == \A b \in Brokers : WF_vars(PartitionAnswers(b))

CommitIsFair == WF_vars(\E S \in SUBSET Places : PartitionCommits(S))

RequestsTimeOut == \A b \in Brokers : WF_vars(\E n \in 0..Records : ConnectionBreaks(b, n))

(* The deadline of a record does not move: one that waits again and again  *)
(* is given up, however often it is sent between. So the fairness is       *)
(* strong.                                                                 *)
DeliveriesTimeOut == \A i \in Ids : SF_vars(ProducerGivesUp(i))

(* C5's liveness half: every send is acknowledged, and stored.             *)
EventuallyAcked == \A i \in Ids : <>[](result[i] = "acked" /\ D!Stored(i))

(* Every send comes to an end, good or bad.                                *)
EventuallyDecided == \A i \in Ids : <>(result[i] # "unknown")

(* It needs all of these.                                                  *)
AckedSpec == Spec /\ ProducerIsFair /\ BrokersAreFair /\ CommitIsFair
WithoutProducer == Spec /\ BrokersAreFair /\ CommitIsFair
WithoutBrokers == Spec /\ ProducerIsFair /\ CommitIsFair
WithoutCommit == Spec /\ ProducerIsFair /\ BrokersAreFair

(* It needs both time-outs, and of the partition nothing. A deadline that  *)
(* starts anew whenever the record is sent is none.                        *)
DecidedSpec == Spec /\ RequestsTimeOut /\ DeliveriesTimeOut
WithoutRequestTimeout == Spec /\ DeliveriesTimeOut
WithMovingDeadlines == Spec /\ RequestsTimeOut /\ \A i \in Ids : WF_vars(ProducerGivesUp(i))
WithoutDeliveryTimeout == Spec /\ RequestsTimeOut /\ ProducerIsFair /\ BrokersAreFair /\ CommitIsFair

-----------------------------------------------------------------------------
(***************************************************************************)
(* The claims, with the settings under which they are true. TLC decides    *)
(* each at small bounds, in a model that is named like its property or its *)
(* preset; beside it is one in which a condition is dropped and it fails.  *)
(***************************************************************************)
MayTryOnceMore == MaxFailures < MaxAttempts
NeverFails == Retries /\ ~CanGiveUp /\ "fatal" \notin Refusals

(* C4 is what is left out here: a record that is sent again, to a          *)
(* partition that can't tell.                                              *)
THEOREM ~Retries \/ Acks = "0" \/ (Idempotence /\ ~CanChangeLeader)
          => (Spec => []StoredAtMostOnce)

(* C5.                                                                     *)
THEOREM Acks = "all" /\ ~CanLoseCommitted => (Spec => []AckedIsStored)
THEOREM Acks = "1" /\ ~CanChangeLeader => (Spec => []AckedIsStored)
THEOREM Acks # "0" /\ NeverFails => (Spec => []NothingReportedLost)
THEOREM Acks = "all" /\ ~CanLoseCommitted /\ NeverFails /\ MayTryOnceMore
          /\ (CanChangeLeader => "retriable" \in Refusals) \* else what is lost while it waits is never answered
          => (AckedSpec => EventuallyAcked)
THEOREM CanGiveUp /\ MaxFailures = MaxAttempts => (DecidedSpec => EventuallyDecided)

(* The order, with one request in flight.                                  *)
THEOREM Acks = "all" /\ ~CanLoseCommitted /\ MaxInFlight = 1 /\ NeverFails
          => (Spec => []StoredInOrder)

(* C6 is the first theorem, without retries. C7: Idempotence has its       *)
(* reasons.                                                                *)
THEOREM Idempotence /\ ~CanChangeLeader => (Spec => []ExactlyOnce)
=============================================================================
