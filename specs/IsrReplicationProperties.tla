---------------------- MODULE IsrReplicationProperties ----------------------
(***************************************************************************)
(* What ISR replication promises, apart from how it works. A record is     *)
(* committed once a leader's high watermark has passed it: consumers may   *)
(* have read it, and a producer with acks=all may have been told.          *)
(***************************************************************************)
EXTENDS IsrReplication

VARIABLE
  aux_committed   \* all that was ever committed, in the order of the log

IsPrefix(short, long) == Len(short) <= Len(long) /\ SubSeq(long, 1, Len(short)) = short

(* What leader b shows as committed. *)
Shows(b) == Prefix(log[b], highWatermark[b])

Longest(S) == CHOOSE s \in S : \A t \in S : Len(t) <= Len(s)

HistoryInit == Init /\ aux_committed = <<>>
Remembers ==
  LET shown == Longest({<<>>} \cup {Shows(b)' : b \in {l \in Brokers : Leads(l)'}})
  IN aux_committed' = IF Len(shown) > Len(aux_committed) THEN shown ELSE aux_committed
HistoryNext == Next /\ Remembers
HistorySpec == HistoryInit /\ [][HistoryNext]_<<vars, aux_committed>>

(* The leader by the controller's word, once it knows of it.               *)
IsLeader(b) == Leads(b) /\ view[b].leaderEpoch = partition.leaderEpoch

(* Broker b leads before and after this step, under one leader epoch.      *)
GoesOnLeading(b) == Leads(b) /\ Leads(b)' /\ view'[b].leaderEpoch = view[b].leaderEpoch

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT IS PROMISED                                                        *)
(***************************************************************************)

(* C1: what a leader has persisted is not lost while it is alive and       *)
(* leads. Also the same of what it has shown.                              *)
PersistedStaysWhileLeaderLives ==
  [][\A b \in Brokers : GoesOnLeading(b) => IsPrefix(log[b], log'[b])]_vars
HighWatermarkStaysWhileLeaderLives ==
  [][\A b \in Brokers : GoesOnLeading(b) => highWatermark[b] <= highWatermark'[b]]_vars

(* C3: what is committed stays so, and is in the log of every leader from  *)
(* then on.                                                                *)
CommittedStays ==
  [][/\ IsPrefix(aux_committed, aux_committed')
     /\ \A b \in Brokers : IsLeader(b)' => IsPrefix(aux_committed, log'[b])]_<<vars, aux_committed>>

(***************************************************************************)
(* What is committed is in the log of every leader. Without it a committed *)
(* record is lost: the next readers don't find it.                         *)
(***************************************************************************)
LeaderHasCommitted == \A b \in Brokers : IsLeader(b) => IsPrefix(aux_committed, log[b])

(* No two leaders, zombies included, ever show different records at one    *)
(* offset.                                                                 *)
NothingDivergentIsShown ==
  \A b \in Brokers : Leads(b) => IsPrefix(Shows(b), aux_committed)

(* What is committed is with every running member of the ISR, so that each *)
(* may be elected.                                                         *)
IsrHasCommitted ==
  \A b \in partition.isr : Up(b) /\ b \notin fenced => IsPrefix(aux_committed, log[b])

(* The present leader counts on no fewer replicas than the controller.     *)
MaximalIsrIsMaximal ==
  \A b \in Brokers : IsLeader(b) => partition.isr \subseteq MaximalIsr(view[b].isr, pendingIsr[b])

(* A leader epoch has one leader.                                          *)
AtMostOneLeaderAnEpoch ==
  \A b, c \in Brokers : Leads(b) /\ Leads(c) /\ view[b].leaderEpoch = view[c].leaderEpoch => b = c

(* If two logs agree on the epoch at an offset they agree on all up to it. *)
LogsMatch ==
  \A b, c \in Brokers : \A k \in 1..Min({Len(log[b]), Len(log[c])}) :
    log[b][k].leaderEpoch = log[c][k].leaderEpoch => Prefix(log[b], k) = Prefix(log[c], k)

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT IS NOT                                                             *)
(*                                                                         *)
(* Each is a promise above without its condition, and FALSE.               *)
(***************************************************************************)

(* C2: what only the leader has may be lost, if it does not stay alive.    *)
PersistedStays == [][\A b \in Brokers : IsPrefix(log[b], log'[b])]_vars

(* A new leader has what is committed, but may not know yet that it is:    *)
(* for a while readers find less than they were shown.                     *)
LeaderShowsCommitted == \A b \in Brokers : IsLeader(b) => IsPrefix(aux_committed, Shows(b))

(* While a request to the controller is on its way the leader's ISR can be *)
(* too small; that is why the maximal ISR is what counts.                  *)
IsrIsMaximal == \A b \in Brokers : IsLeader(b) => partition.isr \subseteq view[b].isr

(* A leader that was cut off does not know that there is another.          *)
AtMostOneLeader == \A b, c \in Brokers : Leads(b) /\ Leads(c) => b = c

-----------------------------------------------------------------------------
(* What faults that lose no data can't break. Of those that do, the models *)
(* say how many it takes.                                                  *)
Safe == /\ LeaderHasCommitted /\ NothingDivergentIsShown /\ IsrHasCommitted
        /\ MaximalIsrIsMaximal /\ AtMostOneLeaderAnEpoch /\ LogsMatch

THEOREM HistorySpec => [](TypeOK /\ MaximalIsrIsMaximal /\ AtMostOneLeaderAnEpoch)
THEOREM HistorySpec => PersistedStaysWhileLeaderLives /\ HighWatermarkStaysWhileLeaderLives
THEOREM Rules = AllRules /\ ~UncleanLeaderElection /\ "disk" \notin Faults => (HistorySpec => []Safe /\ CommittedStays)
=============================================================================
