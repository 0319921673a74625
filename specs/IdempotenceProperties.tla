----------------------- MODULE IdempotenceProperties -----------------------
(***************************************************************************)
(* What idempotence promises, and under which conditions: claim C7. Each   *)
(* is judged on what is committed, at any time: what is committed stays.   *)
(***************************************************************************)
EXTENDS Idempotence

D == INSTANCE Delivery WITH
       sent <- [k \in 1..Records |-> k],
       finalLog <- [k \in 1..committed |-> log[k].record]

(* Nothing acknowledged is lost. It holds whether the leader changes or    *)
(* not, but needs the epoch bump.                                          *)
NothingAckedIsLost == ~D!ACKED_LOSS

(* Nothing is stored twice.                                                *)
NothingStoredTwice == ~D!DUPLICATE

(* What was sent first stands first.                                       *)
NothingReordered == ~D!REORDER

(* All of it, and nothing is stored while an earlier record is neither     *)
(* stored nor failed.                                                      *)
ExactlyOnce == D!ExactlyOnce

-----------------------------------------------------------------------------
KeepsTheRules ==
  BumpsUnresolved /\ NumbersAnew /\ RefusesOldEpochs /\ MaxInFlight <= CachedBatches

(* C7, and what it needs.                                                  *)
THEOREM KeepsTheRules => (Spec => []NothingAckedIsLost)
THEOREM KeepsTheRules /\ MaxLeaderChanges = 0 => (Spec => []ExactlyOnce)
=============================================================================
