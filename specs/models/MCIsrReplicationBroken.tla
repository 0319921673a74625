----------------------- MODULE MCIsrReplicationBroken -----------------------
(***************************************************************************)
(* What IsrReplication rules out, let in again. Each is what a promise is  *)
(* there for, and makes it fail; without these models, nobody would know   *)
(* that it can.                                                            *)
(***************************************************************************)
EXTENDS IsrReplicationProperties

(* WHO: a leader that lives on without the record that it appended last.   *)
LeaderForgets ==
  \E l \in Brokers :
    /\ Leads(l) /\ log[l] # <<>>
    /\ log' = [log EXCEPT ![l] = Prefix(@, Len(@) - 1)]
    /\ highWatermark' = [highWatermark EXCEPT ![l] = Min({@, Len(log'[l])})]
    /\ UNCHANGED <<status, view, fetchState, pendingIsr, truncating, responses, controllerVars, faultsLeft>>

ForgetfulSpec == HistoryInit /\ [][(Next \/ LeaderForgets) /\ Remembers]_<<vars, aux_committed>>

(* WHO: a follower that takes itself for the leader, and asks nobody.      *)
FollowerUsurps ==
  \E f \in Brokers :
    /\ Up(f) /\ view[f].leader # f
    /\ view' = [view EXCEPT ![f].leader = f]
    /\ UNCHANGED <<status, logVars, fetchState, pendingIsr, truncating, responses, controllerVars, faultsLeft>>

UsurpedSpec == HistoryInit /\ [][(Next \/ FollowerUsurps) /\ Remembers]_<<vars, aux_committed>>

(* WHO: a controller that takes a broker into the ISR, and no leader asked *)
(* for it.                                                                 *)
ControllerAdds ==
  \E f \in Brokers :
    /\ f \notin partition.isr \cup fenced
    /\ partition' = [partition EXCEPT !.isr = @ \cup {f}, !.partitionEpoch = @ + 1]
    /\ elr' = elr \ {f}
    /\ UNCHANGED <<brokerVars, lastKnownLeader, fenced, brokerEpoch, faultsLeft>>

HastySpec == HistoryInit /\ [][(Next \/ ControllerAdds) /\ Remembers]_<<vars, aux_committed>>
=============================================================================
