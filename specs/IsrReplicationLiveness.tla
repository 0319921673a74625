----------------------- MODULE IsrReplicationLiveness -----------------------
(***************************************************************************)
(* What ISR replication comes to in the end, and on what condition. Faults *)
(* are bounded, so that there is a last one; from then on the partition    *)
(* heals. Each condition of fairness has a name, and a model in which it   *)
(* is missing and the partition does not.                                  *)
(***************************************************************************)
EXTENDS IsrReplicationProperties

Chosen == Brokers \cup {NoBroker}

(* Fetches arrive, and so do responses.                                    *)
FetchesArrive ==
  /\ \A l, f \in Brokers : WF_vars(LeaderAnswersFetch(l, f))
  /\ \A f \in Brokers : WF_vars(FollowerReceives(f))

(* Brokers hear from the controller.                                       *)
NewsArrive == \A b \in Brokers : WF_vars(BrokerLearns(b))

(* A leader takes back who has caught up.                                  *)
LeadersExpandIsr == \A l, f \in Brokers : WF_vars(LeaderExpandsIsr(l, f))

(* The controller answers who asks. It may refuse; a leader that asks      *)
(* again and again for the same is not left so, because a broker that is   *)
(* shutting down stops, and one that is back fetches.                      *)
ControllerAnswers ==
  \A l \in Brokers : WF_vars(ControllerAltersPartition(l)) /\ WF_vars(ControllerRefuses(l))

(* The controller notices who has stopped and who can be reached again. To *)
(* lose a running broker is a fault, and never has to happen.              *)
ControllerNotices ==
  \A b \in Brokers :
    /\ WF_vars(\E n \in Chosen : ~Up(b) /\ ControllerFences(b, n))
    /\ WF_vars(\E n \in Chosen : ControllerUnfences(b, n))

(* Whoever stops comes back.                                               *)
BrokersReturn ==
  \A b \in Brokers :
    /\ WF_vars(BrokerStops(b))
    /\ WF_vars(\E n \in Chosen : BrokerRestarts(b, n))

FairSpec ==
  /\ HistorySpec
  /\ FetchesArrive /\ NewsArrive /\ LeadersExpandIsr /\ ControllerAnswers /\ ControllerNotices /\ BrokersReturn

-----------------------------------------------------------------------------
(***************************************************************************)
(* In the end everything that was committed is with every replica that     *)
(* runs.                                                                   *)
(***************************************************************************)
CommittedIsEverywhere == <>[](\A b \in Brokers : Up(b) => IsPrefix(aux_committed, log[b]))

(* In the end there is a leader that shows all of it to readers.           *)
CommittedIsReadable == <>[](\E b \in Brokers : IsLeader(b) /\ IsPrefix(aux_committed, Shows(b)))

(* In the end everybody is in the ISR, and everybody knows.                *)
IsrIsWhole == <>[](partition.isr = Brokers)
EverybodyKnows == <>[](\A b \in Brokers : view[b] = partition)

THEOREM Rules = AllRules /\ ~UncleanLeaderElection /\ "disk" \notin Faults =>
          (FairSpec => CommittedIsEverywhere /\ CommittedIsReadable /\ IsrIsWhole /\ EverybodyKnows)

-----------------------------------------------------------------------------
(* One condition less each.                                                *)
WithoutFetches ==
  /\ HistorySpec
  /\ NewsArrive /\ LeadersExpandIsr /\ ControllerAnswers /\ ControllerNotices /\ BrokersReturn
WithoutNews ==
  /\ HistorySpec
  /\ FetchesArrive /\ LeadersExpandIsr /\ ControllerAnswers /\ ControllerNotices /\ BrokersReturn
WithoutExpansion ==
  /\ HistorySpec
  /\ FetchesArrive /\ NewsArrive /\ ControllerAnswers /\ ControllerNotices /\ BrokersReturn
WithoutAnswers ==
  /\ HistorySpec
  /\ FetchesArrive /\ NewsArrive /\ LeadersExpandIsr /\ ControllerNotices /\ BrokersReturn
WithoutNotice ==
  /\ HistorySpec
  /\ FetchesArrive /\ NewsArrive /\ LeadersExpandIsr /\ ControllerAnswers /\ BrokersReturn
WithoutReturn ==
  /\ HistorySpec
  /\ FetchesArrive /\ NewsArrive /\ LeadersExpandIsr /\ ControllerAnswers /\ ControllerNotices
=============================================================================
