------------------ MODULE MCKafkaDeliveryReplicationBroken ------------------
(***************************************************************************)
(* What KafkaDelivery rules out, let in again, to show that StepsAlike and *)
(* StartsAlike of MCKafkaDeliveryReplication can fail.                     *)
(***************************************************************************)
EXTENDS MCKafkaDeliveryReplication

(***************************************************************************)
(* WHO: a producer that takes a follower for the leader, and is believed.  *)
(* The follower appends the record to its own log.                         *)
(***************************************************************************)
FollowerAppends(b) ==
  /\ HasRequest(b) /\ ~Leads(b)
  /\ log' = [log EXCEPT ![b] =
       Append(@, [leaderEpoch |-> view[b].leaderEpoch, value |-> Head(requests[b])])]
  /\ requests' = [requests EXCEPT ![b] = Tail(@)]
  /\ UNCHANGED <<producerVars, responses, late, purgatory, consumerVars, faultsLeft,
                 status, highWatermark, view, fetchState, pendingIsr, fetchResponses,
                 partition, elr, lastKnownLeader, fenced, brokerEpoch>>

(***************************************************************************)
(* In place of Init: a partition that has lost a replica before anything   *)
(* failed.                                                                 *)
(***************************************************************************)
ShrunkInit ==
  /\ ClientInit
  /\ LET alone == [leader |-> 1, leaderEpoch |-> 1, isr |-> {1}, partitionEpoch |-> 1]
     IN partition = alone /\ view = [b \in Brokers |-> alone]
  /\ status = [b \in Brokers |-> "running"]
  /\ log = [b \in Brokers |-> <<>>]
  /\ highWatermark = [b \in Brokers |-> 0]
  /\ fetchState = [b \in Brokers |-> [f \in Brokers |-> R!Unheard]]
  /\ pendingIsr = [b \in Brokers |-> <<>>]
  /\ fetchResponses = [b \in Brokers |-> <<>>]
  /\ elr = {} /\ lastKnownLeader = NoBroker /\ fenced = {}
  /\ brokerEpoch = [b \in Brokers |-> 1]
  /\ faultsLeft = MaxFaults

BrokenSpec == Init /\ [][Next \/ \E b \in Brokers : FollowerAppends(b)]_vars
=============================================================================
