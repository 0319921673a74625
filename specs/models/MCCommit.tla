------------------------------ MODULE MCCommit ------------------------------
(***************************************************************************)
(* What Commit rules out, let in again: a leader that forgets, and one     *)
(* from outside the ISR. Each is what a property of Commit is there for,   *)
(* and makes it fail; without these models, nobody would know that it can. *)
(***************************************************************************)
EXTENDS CommitProperties

(***************************************************************************)
(* WHO: a leader whose disk loses the record that it persisted last, and   *)
(* that is not committed yet; the leader lives on.                         *)
(*                                                                         *)
(* Difference from Kafka: a broker that loses what was never flushed has   *)
(* stopped first, and comes back under a new leader epoch.                 *)
(***************************************************************************)
LeaderForgets ==
  /\ Len(committed) < Len(log)
  /\ log' = SubSeq(log, 1, Len(log) - 1)
  /\ UNCHANGED <<committed, former, leader, disasters>>

ForgetfulSpec == Init /\ [][Next \/ LeaderForgets]_vars

(***************************************************************************)
(* WHO: the controller. The leader has failed, and a replica from outside  *)
(* the ISR takes over, which lacks some of what was committed: an unclean  *)
(* election.                                                               *)
(***************************************************************************)
OutsiderTakesOver(n) ==
  /\ leader - disasters <= MaxFailures
  /\ n < Len(committed)
  /\ log' = SubSeq(log, 1, n)
  /\ committed' = SubSeq(log, 1, n)
  /\ leader' = leader + 1
  /\ UNCHANGED <<former, disasters>>

UncleanSpec == Init /\ [][Next \/ \E n \in 0..MaxRecords : OutsiderTakesOver(n)]_vars
=============================================================================
