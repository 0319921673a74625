-------------------------- MODULE CommitProperties --------------------------
(***************************************************************************)
(* What Commit promises, apart from how it works: claims C1 to C3.         *)
(***************************************************************************)
EXTENDS Commit

IsPrefix(short, long) == Len(short) <= Len(long) /\ SubSeq(long, 1, Len(short)) = short

(* C1: what the leader has persisted is not lost while it stays alive.     *)
PersistedStaysWhileLeaderLives == [][leader' = leader => IsPrefix(log, log')]_vars

(* What is persisted is never lost, whatever happens. C2 says that this    *)
(* is FALSE: what only the leader has may be lost with it.                 *)
PersistedStays == [][IsPrefix(log, log')]_vars

(* C3: what is committed is not lost unless everything is.                 *)
Committed == SubSeq(log, 1, committed)
CommittedStays == [][disasters' = disasters => IsPrefix(Committed, Committed')]_vars

(* The same without its condition, which is FALSE: a disaster loses it.    *)
CommittedAlwaysStays == [][IsPrefix(Committed, Committed')]_vars
=============================================================================
