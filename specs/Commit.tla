------------------------------- MODULE Commit -------------------------------
(***************************************************************************)
(* One partition as an abstract log: what "committed" means, with nothing  *)
(* said of replicas, fetches or elections.                                 *)
(*                                                                         *)
(* The leader has persisted a sequence of records. A prefix of it is       *)
(* committed: every replica in the ISR has persisted it, too. When the     *)
(* leader fails, a replica of the ISR takes over with what it has: all     *)
(* that is committed, and some of what is not. That need not be the last   *)
(* leader's: what only an earlier leader had may come back.                *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
  Records,      \* the records that may be appended
  MaxRecords,   \* bound: records in a log
  MaxFailures,  \* bound: failures of the leader
  MaxDisasters  \* bound: losses of the leader and all replicas together

VARIABLES
  log,        \* what the present leader has persisted
  committed,  \* what is committed
  former,     \* the logs of former leaders, as far as replicas may have them
  leader,     \* which leader it is, counted from 1
  disasters   \* how often everything was lost

vars == <<log, committed, former, leader, disasters>>

IsPrefix(short, long) == Len(short) <= Len(long) /\ SubSeq(long, 1, Len(short)) = short

TypeOK ==
  /\ log \in Seq(Records) /\ Len(log) <= MaxRecords
  /\ IsPrefix(committed, log)
  /\ \A past \in former : past \in Seq(Records) /\ Len(past) <= MaxRecords
  /\ leader \in 1..(1 + MaxFailures + MaxDisasters)
  /\ disasters \in 0..MaxDisasters

Init ==
  /\ log = <<>>
  /\ committed = <<>>
  /\ former = {}
  /\ leader = 1
  /\ disasters = 0

(* The leader learns that the whole ISR has all up to offset n.            *)
CommitsUpTo(n) ==
  /\ n \in Len(committed)..Len(log')
  /\ committed' = SubSeq(log', 1, n)

(* WHO: the leader. It persists a record. If the ISR is the leader alone   *)
(* the record is committed by that.                                        *)
LeaderAppends(r, n) ==
  /\ Len(log) < MaxRecords
  /\ log' = Append(log, r)
  /\ CommitsUpTo(n)
  /\ UNCHANGED <<former, leader, disasters>>

(* WHO: the leader. Of the records that were not committed some are now.   *)
LeaderCommits(n) ==
  /\ n > Len(committed)
  /\ log' = log
  /\ CommitsUpTo(n)
  /\ UNCHANGED <<former, leader, disasters>>

(* WHO: the controller. The leader has failed. A replica of the ISR takes  *)
(* over, which has the first k records that this leader or a former one    *)
(* had, among them all that is committed. It may learn at once that more   *)
(* of them are.                                                            *)
LeaderFails(k, n) ==
  /\ leader - disasters <= MaxFailures
  /\ \E past \in former \cup {log} :
       /\ k <= Len(past)
       /\ IsPrefix(committed, SubSeq(past, 1, k))
       /\ log' = SubSeq(past, 1, k)
  /\ CommitsUpTo(n)
  /\ former' = former \cup {log}
  /\ leader' = leader + 1
  /\ UNCHANGED disasters

(* WHO: a former leader that does not know yet that it is one. What it     *)
(* appends it has to give up, unless a replica that has it is elected.     *)
FormerLeaderAppends(r) ==
  /\ \E past \in former :
       /\ Len(past) < MaxRecords
       /\ former' = former \cup {Append(past, r)}
  /\ UNCHANGED <<log, committed, leader, disasters>>

(* WHO: a disaster. The leader and all replicas are lost.                  *)
EverythingIsLost ==
  /\ disasters < MaxDisasters
  /\ log' = <<>>
  /\ committed' = <<>>
  /\ former' = {}
  /\ leader' = leader + 1
  /\ disasters' = disasters + 1

Next ==
  \/ \E r \in Records, n \in 0..MaxRecords : LeaderAppends(r, n)
  \/ \E n \in 0..MaxRecords : LeaderCommits(n)
  \/ \E k, n \in 0..MaxRecords : LeaderFails(k, n)
  \/ \E r \in Records : FormerLeaderAppends(r)
  \/ EverythingIsLost

Spec == Init /\ [][Next]_vars
=============================================================================
