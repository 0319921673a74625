--------------------- MODULE MCIsrReplicationUnreduced ---------------------
(***************************************************************************)
(* IsrReplication with two of its reductions undone, to show by example    *)
(* that they hide nothing: the verdicts are the same.                      *)
(***************************************************************************)
EXTENDS MCIsrReplication

VARIABLE aux_decided  \* all states of the partition that the controller ever decided

(* The network loses a response, and nothing else happens.                 *)
ResponseIsLost(f) ==
  /\ responses[f] # <<>>
  /\ responses' = [responses EXCEPT ![f] = <<>>]
  /\ UNCHANGED <<status, logVars, view, fetchState, pendingIsr, truncating, controllerVars, faultsLeft>>

(* A broker hears of a state of the partition that is not the newest.      *)
BrokerLearnsLate(b) ==
  /\ Up(b) /\ b \notin fenced
  /\ \E then \in aux_decided :
       /\ view[b].partitionEpoch < then.partitionEpoch
       /\ then # partition
       /\ Hears(b, then)
  /\ UNCHANGED <<status, controllerVars, faultsLeft>>

UnreducedNext ==
  /\ \/ Next
     \/ \E f \in Brokers : ResponseIsLost(f)
     \/ \E b \in Brokers : BrokerLearnsLate(b)
  /\ Remembers
  /\ aux_decided' = aux_decided \cup {partition'}

UnreducedInit == HistoryInit /\ aux_decided = {partition}
UnreducedSpec == UnreducedInit /\ [][UnreducedNext]_<<vars, aux_committed, aux_decided>>
=============================================================================
