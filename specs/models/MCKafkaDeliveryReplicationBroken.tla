------------------ MODULE MCKafkaDeliveryReplicationBroken ------------------
(***************************************************************************)
(* What KafkaDelivery rules out, let in again: a client that touches       *)
(* replication. It is what StepsAlike is there for, and makes it fail.     *)
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

BrokenSpec == Init /\ [][Next \/ \E b \in Brokers : FollowerAppends(b)]_vars
=============================================================================
