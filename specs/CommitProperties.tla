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

(* What the leader lacks is lost for good: a new one has nothing that the  *)
(* last one had not. That is FALSE: what only an earlier leader had may    *)
(* come back.                                                              *)
LostIsLost == [][leader' # leader => IsPrefix(log', log)]_vars

THEOREM Spec => []TypeOK
THEOREM Spec => PersistedStaysWhileLeaderLives /\ CommittedStays
=============================================================================
