-------------------------- MODULE CommitProperties --------------------------
(***************************************************************************)
(* What Commit promises, apart from how it works: claims C1 to C3.         *)
(***************************************************************************)
EXTENDS Commit

(* C1: what the leader has persisted is not lost while it stays alive.     *)
PersistedStaysWhileLeaderLives == [][leader' = leader => IsPrefix(log, log')]_vars

(* What is persisted is never lost, whatever happens. C2 says that this    *)
(* is FALSE: what only the leader has may be lost with it.                 *)
PersistedStays == [][IsPrefix(log, log')]_vars

(* C3: what is committed is in the leader's log from then on, unless       *)
(* everything is lost.                                                     *)
CommittedStays == [][disasters' = disasters => IsPrefix(committed, log')]_vars

(* The same without its condition, which is FALSE: a disaster loses it.    *)
CommittedAlwaysStays == [][IsPrefix(committed, log')]_vars

(* What is not in the leader's log is lost for good. That is FALSE: what   *)
(* only a former leader had may come back.                                 *)
LostIsLost == [][Len(log') <= Len(log) + 1]_vars

THEOREM Spec => []TypeOK
THEOREM Spec => PersistedStaysWhileLeaderLives /\ CommittedStays
=============================================================================
