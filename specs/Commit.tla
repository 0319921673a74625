------------------------------- MODULE Commit -------------------------------
(***************************************************************************)
(* One partition as an abstract log: what "committed" means, with nothing  *)
(* said of replicas, fetches or elections.                                 *)
(*                                                                         *)
(* The leader has persisted a sequence of records. A prefix of it is       *)
(* committed: every replica in the ISR has persisted it, too. When the     *)
(* leader fails, a replica of the ISR takes over with what it has: all     *)
(* that is committed, and some of what is not.                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
  Records,      \* number of records that are appended
  MaxFailures,  \* bound: failures of the leader
  MaxDisasters  \* bound: losses of the leader and all replicas together

VARIABLES
  log,        \* what the present leader has persisted
  committed,  \* how much of it is committed: the length of a prefix
  leader,     \* which leader it is, counted from 1: the leader epoch
  disasters   \* how often everything was lost

vars == <<log, committed, leader, disasters>>

TypeOK ==
  /\ log \in Seq(1..Records)
  /\ committed \in 0..Len(log)
  /\ leader \in 1..(1 + MaxFailures + MaxDisasters)
  /\ disasters \in 0..MaxDisasters

Init ==
  /\ log = <<>>
  /\ committed = 0
  /\ leader = 1
  /\ disasters = 0

(* WHO: the leader. It persists a record that no log of its had before.    *)
LeaderAppends(r) ==
  /\ \A k \in 1..Len(log) : log[k] # r
  /\ log' = Append(log, r)
  /\ UNCHANGED <<committed, leader, disasters>>

(* WHO: the leader. It learns that the whole ISR has one record more.      *)
LeaderCommits ==
  /\ committed < Len(log)
  /\ committed' = committed + 1
  /\ UNCHANGED <<log, leader, disasters>>

(* WHO: the controller. The leader has failed; a replica of the ISR with   *)
(* n records takes over. What was committed stays committed.               *)
LeaderFails(n) ==
  /\ leader - disasters <= MaxFailures
  /\ n \in committed..Len(log)
  /\ log' = SubSeq(log, 1, n)
  /\ leader' = leader + 1
  /\ UNCHANGED <<committed, disasters>>

(* WHO: a disaster. The leader and all replicas are lost.                  *)
EverythingIsLost ==
  /\ disasters < MaxDisasters
  /\ log' = <<>>
  /\ committed' = 0
  /\ leader' = leader + 1
  /\ disasters' = disasters + 1

Next ==
  \/ \E r \in 1..Records : LeaderAppends(r)
  \/ LeaderCommits
  \/ \E n \in 0..Records : LeaderFails(n)
  \/ EverythingIsLost

Spec == Init /\ [][Next]_vars
=============================================================================
