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
HistoryNext ==
  /\ Next
  /\ aux_committed' = Longest({aux_committed} \cup {Shows(b)' : b \in {l \in Brokers : Leads(l)'}})
HistorySpec == HistoryInit /\ [][HistoryNext]_<<vars, aux_committed>>

(* The leader by the controller's word, once it knows of it.               *)
IsLeader(b) == Leads(b) /\ view[b].leaderEpoch = partition.leaderEpoch

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

=============================================================================
