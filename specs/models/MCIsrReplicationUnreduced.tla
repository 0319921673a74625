--------------------- MODULE MCIsrReplicationUnreduced ---------------------
(***************************************************************************)
(* IsrReplication with its reductions undone, to show at small bounds that *)
(* they hide nothing: the verdicts are the same. Each action below is one  *)
(* that IsrReplication says it can do without.                             *)
(*                                                                         *)
(* What remains, and why it needs no check:                                *)
(*                                                                         *)
(*   A response of another leader epoch is dropped. The follower looks at  *)
(*   its present state and throws it away (AbstractFetcherThread): a step  *)
(*   that changes nothing.                                                 *)
(*                                                                         *)
(*   A request to the controller that is out of date is not answered. The  *)
(*   answer says no more than to wait for the news                         *)
(*   (Partition.handleAlterPartitionError): again a step that changes      *)
(*   nothing.                                                              *)
(*                                                                         *)
(*   A stopped broker knows nothing. What it knew was in its memory; what  *)
(*   it does when it is back depends on its disk and on what it hears.     *)
(***************************************************************************)
EXTENDS MCIsrReplication

VARIABLES
  aux_decided,  \* all states of the partition that the controller ever decided
  aux_fetches,  \* all fetch requests ever sent, which may still arrive
  aux_asked,    \* AlterPartition requests whose sender has stopped
  aux_outlived, \* follower -> the response that its leader sent before it stopped, if any
  aux_refused   \* leaders to which a refusal is on its way

auxVars == <<aux_decided, aux_fetches, aux_asked, aux_outlived, aux_refused>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT IS NOTED, in every step                                            *)
(***************************************************************************)

(* What follower f asks its leader now.                                    *)
Fetch(f) ==
  [follower |-> f, brokerEpoch |-> brokerEpoch[f],
   leader |-> view[f].leader, leaderEpoch |-> view[f].leaderEpoch,
   endOffset |-> Len(log[f]), lastEpoch |-> LastEpoch(log[f])]

Fetches == {Fetch(f) : f \in {g \in Brokers \ truncating : Up(g) /\ view[g].leader \notin {g, NoBroker}}}

(* Whether the leader has heard of a later leader epoch, or will when it   *)
(* is back: then it refuses the request whenever it arrives.               *)
IsPast(fetch) ==
  /\ "KIP-320" \in Rules
  /\ fetch.leaderEpoch < (IF Up(fetch.leader) THEN view[fetch.leader] ELSE partition).leaderEpoch

(* What leaders that stop in this step have asked for.                     *)
Bequeathed ==
  {[leaderEpoch |-> view[l].leaderEpoch, partitionEpoch |-> view[l].partitionEpoch, isr |-> pendingIsr[l][1]] :
     l \in {b \in Brokers : pendingIsr[b] # <<>> /\ Up(b) /\ ~Up(b)'}}

(* The response that arrives though its leader has stopped: while the      *)
(* follower's log and leader epoch are what they were when it was sent.    *)
Outlives(f) ==
  IF responses[f] # <<>> /\ responses'[f] = <<>> /\ status' # status /\ Up(f)' THEN responses[f]
  ELSE IF /\ Up(f)' /\ view'[f].leaderEpoch = view[f].leaderEpoch
          /\ log'[f] = log[f] /\ responses'[f] = <<>> THEN aux_outlived[f]
  ELSE <<>>

(* A request that has been refused is granted no more.                     *)
RefusedIsRefused == \A l \in aux_refused : ~ControllerAltersPartition(l)

(* A refusal is heard, or is of a request that the leader has forgotten.   *)
StillRefused == {l \in aux_refused : pendingIsr'[l] = pendingIsr[l] /\ view'[l] = view[l]}

Noted ==
  /\ Remembers
  /\ aux_decided' = aux_decided \cup {partition'}
  /\ aux_fetches' = {fetch \in aux_fetches \cup Fetches' : ~IsPast(fetch)'}
  /\ aux_asked' = {asked \in aux_asked \cup Bequeathed : asked.partitionEpoch = partition'.partitionEpoch}
  /\ aux_outlived' = [f \in Brokers |-> Outlives(f)]

NotedAll == Noted /\ RefusedIsRefused /\ aux_refused' = StillRefused

-----------------------------------------------------------------------------
(* WHO: the network. It loses a response, and nothing else happens.        *)
ResponseIsLost(f) ==
  /\ responses[f] # <<>>
  /\ responses' = [responses EXCEPT ![f] = <<>>]
  /\ UNCHANGED <<status, logVars, view, fetchState, pendingIsr, truncating, controllerVars, faultsLeft>>
  /\ NotedAll

(* WHO: the network. The leader has stopped, and its response still        *)
(* arrives: it is on its way again, to be received as any other.           *)
ResponseOutlives(f) ==
  /\ aux_outlived[f] # <<>> /\ responses[f] = <<>>
  /\ responses' = [responses EXCEPT ![f] = aux_outlived[f]]
  /\ UNCHANGED <<status, logVars, view, fetchState, pendingIsr, truncating, controllerVars, faultsLeft>>
  /\ NotedAll

-----------------------------------------------------------------------------
(* WHO: a broker. It hears of a state of the partition that is not the     *)
(* newest.                                                                 *)
BrokerLearnsLate(b) ==
  /\ Up(b) /\ b \notin fenced
  /\ \E then \in aux_decided :
       /\ view[b].partitionEpoch < then.partitionEpoch
       /\ then # partition
       /\ Hears(b, then)
  /\ UNCHANGED <<status, controllerVars, faultsLeft>>
  /\ NotedAll

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHO: the leader. A fetch request arrives that was sent at any time      *)
(* before, by what its sender was then. It is handled as any other, but    *)
(* the answer has nowhere to go.                                           *)
(*                                                                         *)
(* Of an earlier incarnation it is refused if the leader knows of the      *)
(* present one. It does if it asked for it as a member of the ISR          *)
(* (Partition.isReplicaIsrEligible); else it may not.                      *)
(***************************************************************************)
LateFetchArrives ==
  \E fetch \in aux_fetches :
    LET l == fetch.leader
        f == fetch.follower
        end == EndOffsetFor(log[l], fetch.lastEpoch)
        fetched == [fetchState[l] EXCEPT ![f] = [endOffset |-> fetch.endOffset, brokerEpoch |-> fetch.brokerEpoch]]
    IN /\ Leads(l)
       /\ "KIP-320" \in Rules => fetch.leaderEpoch = view[l].leaderEpoch
       /\ f \in MaximalIsr(view[l].isr, pendingIsr[l]) => fetch.brokerEpoch >= fetchState[l][f].brokerEpoch
       /\ fetch.endOffset <= end.endOffset
       /\ "KIP-279" \in Rules => fetch.lastEpoch <= end.leaderEpoch
       /\ fetched # fetchState[l]
       /\ fetchState' = [fetchState EXCEPT ![l] = fetched]
       /\ highWatermark' = [highWatermark EXCEPT ![l] =
            Advanced(l, log[l], fetched, view[l].isr, pendingIsr[l])]
       /\ UNCHANGED <<status, log, view, pendingIsr, truncating, responses, controllerVars, faultsLeft>>
       /\ NotedAll

-----------------------------------------------------------------------------
(* WHO: a leader that has not heard the news. It asks for an ISR with one  *)
(* member more. The request is out of date and not granted, or the member  *)
(* is fenced, and it is granted if that is over when it arrives.           *)
LeaderExpandsOldIsr(l, f) ==
  /\ Leads(l) /\ pendingIsr[l] = <<>>
  /\ f \notin view[l].isr
  /\ HasCaughtUp(l, f)
  /\ view[l].partitionEpoch # partition.partitionEpoch \/ f \in fenced
  /\ AsksFor(l, view[l].isr \cup {f})
  /\ UNCHANGED <<status, logVars, view, fetchState, truncating, responses, controllerVars, faultsLeft>>
  /\ NotedAll

(* WHO: such a leader. It asks for one with a member less.                 *)
LeaderShrinksOldIsr(l, f) ==
  /\ "partition" \in Faults /\ faultsLeft > 0
  /\ Leads(l) /\ pendingIsr[l] = <<>>
  /\ f \in view[l].isr \ {l}
  /\ view[l].partitionEpoch # partition.partitionEpoch
  /\ AsksFor(l, view[l].isr \ {f})
  /\ faultsLeft' = faultsLeft - 1
  /\ UNCHANGED <<status, logVars, view, fetchState, truncating, responses, controllerVars>>
  /\ NotedAll

(***************************************************************************)
(* WHO: the controller. A request arrives whose sender has stopped since.  *)
(* If it is not out of date it is granted.                                 *)
(***************************************************************************)
LateAlterPartitionArrives ==
  \E asked \in aux_asked :
    /\ partition.leaderEpoch = asked.leaderEpoch /\ partition.partitionEpoch = asked.partitionEpoch
    /\ AreEligible(asked.isr)
    /\ partition' = [partition EXCEPT !.isr = DOMAIN asked.isr, !.partitionEpoch = @ + 1]
    /\ elr' = Eligible(DOMAIN asked.isr)
    /\ UNCHANGED <<brokerVars, lastKnownLeader, fenced, brokerEpoch, faultsLeft>>
    /\ NotedAll

(* WHO: the controller. It refuses a request because of a member; the      *)
(* leader hears of it later.                                               *)
ControllerSendsRefusal(l) ==
  /\ pendingIsr[l] # <<>> /\ l \notin aux_refused
  /\ IsOfNow(l) /\ ~AreEligible(pendingIsr[l][1])
  /\ aux_refused' = aux_refused \cup {l}
  /\ UNCHANGED vars
  /\ Noted

(* WHO: that leader. It goes back to the ISR that it had.                  *)
LeaderHearsRefusal(l) ==
  /\ l \in aux_refused
  /\ pendingIsr' = [pendingIsr EXCEPT ![l] = <<>>]
  /\ UNCHANGED <<status, logVars, view, fetchState, truncating, responses, controllerVars, faultsLeft>>
  /\ NotedAll

-----------------------------------------------------------------------------
Reduced == Next /\ NotedAll

UnreducedNext ==
  \/ Reduced
  \/ \E f \in Brokers : ResponseIsLost(f)
  \/ \E f \in Brokers : ResponseOutlives(f)
  \/ \E b \in Brokers : BrokerLearnsLate(b)
  \/ LateFetchArrives
  \/ \E l, f \in Brokers : LeaderExpandsOldIsr(l, f)
  \/ \E l, f \in Brokers : LeaderShrinksOldIsr(l, f)
  \/ LateAlterPartitionArrives
  \/ \E l \in Brokers : ControllerSendsRefusal(l)
  \/ \E l \in Brokers : LeaderHearsRefusal(l)

UnreducedInit ==
  /\ HistoryInit
  /\ aux_decided = {partition}
  /\ aux_fetches = Fetches
  /\ aux_asked = {}
  /\ aux_outlived = [f \in Brokers |-> <<>>]
  /\ aux_refused = {}

UnreducedSpec == UnreducedInit /\ [][UnreducedNext]_<<vars, aux_committed, auxVars>>
=============================================================================
