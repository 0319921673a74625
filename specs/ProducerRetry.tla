---------------------------- MODULE ProducerRetry ----------------------------
(***************************************************************************)
(* The producer's I/O thread and the network, in front of a partition that *)
(* loses nothing that it has acknowledged, unless CanForget. What is lost  *)
(* or duplicated here is the doing of acknowledgements and retries alone:  *)
(* claims C4 to C6.                                                        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Records,         \* number of records
  Retries,         \* retries > 0
  CanGiveUp,       \* whether delivery.timeout.ms ever elapses
  CanReject,       \* whether the partition may refuse a record for a while
  CanForget,       \* whether the partition may lose what it has acknowledged
  MaxAttempts,     \* bound: attempts at one record
  MaxFaults        \* bound: messages lost or late

Ids == 1..Records

VARIABLES
  state,     \* record -> "waiting", "in flight", "acked" or "failed"
  attempts,  \* record -> how often it was sent
  requests,  \* requests on their way: a record and its attempt
  answers,   \* answers on their way: a record, its attempt, and whether it is stored
  log,       \* the partition's log
  faults     \* messages lost or late so far

vars == <<state, attempts, requests, answers, log, faults>>

Message == [record : Ids, attempt : 1..MaxAttempts]

TypeOK ==
  /\ state \in [Ids -> {"waiting", "in flight", "acked", "failed"}]
  /\ attempts \in [Ids -> 0..MaxAttempts]
  /\ requests \subseteq Message
  /\ answers \subseteq [record : Ids, attempt : 1..MaxAttempts, stored : BOOLEAN]
  /\ log \in Seq(Ids)
  /\ faults \in 0..MaxFaults

Init ==
  /\ state = [i \in Ids |-> "waiting"]
  /\ attempts = [i \in Ids |-> 0]
  /\ requests = {}
  /\ answers = {}
  /\ log = <<>>
  /\ faults = 0

-----------------------------------------------------------------------------
(* WHO: the I/O thread. It sends a record for the first time or again.     *)
ProducerSends(i) ==
  /\ state[i] = "waiting"
  /\ attempts[i] < MaxAttempts
  /\ state' = [state EXCEPT ![i] = "in flight"]
  /\ attempts' = [attempts EXCEPT ![i] = @ + 1]
  /\ requests' = requests \cup {[record |-> i, attempt |-> attempts[i] + 1]}
  /\ UNCHANGED <<answers, log, faults>>

(* An attempt failed: the record is sent again, or the send has failed.    *)
AttemptFails(i) == state' = [state EXCEPT ![i] = IF Retries THEN "waiting" ELSE "failed"]

IsAwaited(m) == state[m.record] = "in flight" /\ attempts[m.record] = m.attempt

(* WHO: the I/O thread. It reads the answer to its latest attempt.         *)
ProducerReceives(i) ==
  \E m \in answers :
    /\ m.record = i /\ IsAwaited(m)
    /\ IF m.stored THEN state' = [state EXCEPT ![i] = "acked"] ELSE AttemptFails(i)
    /\ answers' = answers \ {m}
    /\ UNCHANGED <<attempts, requests, log, faults>>

(* WHO: the I/O thread. request.timeout.ms is over, because a message is   *)
(* lost or late; a late request may still arrive.                          *)
RequestTimesOut(i) ==
  /\ state[i] = "in flight"
  /\ faults < MaxFaults
  /\ AttemptFails(i)
  /\ answers' = {m \in answers : m.record # i}
  /\ faults' = faults + 1
  /\ UNCHANGED <<attempts, requests, log>>

(* WHO: the network. A request is lost, and its time-out will show it.     *)
RequestIsLost(i) ==
  /\ faults < MaxFaults
  /\ \E m \in requests :
       /\ m.record = i
       /\ requests' = requests \ {m}
       /\ IF IsAwaited(m) THEN AttemptFails(i) ELSE UNCHANGED state
  /\ faults' = faults + 1
  /\ UNCHANGED <<attempts, answers, log>>

(* WHO: the I/O thread. delivery.timeout.ms is over for a record that      *)
(* waits to be sent again.                                                 *)
ProducerGivesUp(i) ==
  /\ CanGiveUp
  /\ state[i] = "waiting" /\ attempts[i] > 0
  /\ state' = [state EXCEPT ![i] = "failed"]
  /\ UNCHANGED <<attempts, requests, answers, log, faults>>

(* WHO: the partition. It stores the record of a request, and can't tell   *)
(* whether it has it already.                                              *)
PartitionStores(i) ==
  \E m \in requests :
    /\ m.record = i
    /\ log' = Append(log, i)
    /\ requests' = requests \ {m}
    /\ answers' = IF IsAwaited(m) THEN answers \cup {[record |-> i, attempt |-> m.attempt, stored |-> TRUE]}
                  ELSE answers
    /\ UNCHANGED <<state, attempts, faults>>

(* WHO: the partition. It refuses the record for now.                      *)
PartitionRejects(i) ==
  /\ CanReject
  /\ faults < MaxFaults
  /\ \E m \in requests :
       /\ m.record = i
       /\ requests' = requests \ {m}
       /\ answers' = IF IsAwaited(m) THEN answers \cup {[record |-> i, attempt |-> m.attempt, stored |-> FALSE]}
                     ELSE answers
  /\ faults' = faults + 1
  /\ UNCHANGED <<state, attempts, log>>

(* WHO: the partition, if it acknowledges what is not committed yet: its   *)
(* last record is lost with the leader.                                    *)
PartitionForgets ==
  /\ CanForget
  /\ faults < MaxFaults
  /\ log # <<>>
  /\ log' = SubSeq(log, 1, Len(log) - 1)
  /\ faults' = faults + 1
  /\ UNCHANGED <<state, attempts, requests, answers>>

Next ==
  \/ \E i \in Ids : ProducerSends(i)
  \/ \E i \in Ids : ProducerReceives(i)
  \/ \E i \in Ids : RequestTimesOut(i)
  \/ \E i \in Ids : RequestIsLost(i)
  \/ \E i \in Ids : ProducerGivesUp(i)
  \/ \E i \in Ids : PartitionStores(i)
  \/ \E i \in Ids : PartitionRejects(i)
  \/ PartitionForgets

(* Messages that are not lost arrive; what can be sent is sent.            *)
Fairness ==
  \A i \in Ids :
    /\ WF_vars(ProducerSends(i))
    /\ WF_vars(ProducerReceives(i))
    /\ WF_vars(PartitionStores(i))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness
=============================================================================
