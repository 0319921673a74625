----------------------- MODULE IdempotenceProperties -----------------------
(***************************************************************************)
(* What idempotence promises, and under which conditions: claim C7. Each   *)
(* is judged on what is committed, at any time: what is committed stays.   *)
(***************************************************************************)
EXTENDS Idempotence

D == INSTANCE Delivery WITH
       sent <- [k \in 1..Records |-> k],
       ackedAt <- [i \in Ids |-> -1],
       finalLog <- [k \in 1..committed |-> log[k].record],
       reads <- <<>>

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

(* Nothing acknowledged is lost, whatever the leader does.                 *)
THEOREM KeepsTheRules => (Spec => []NothingAckedIsLost)

(* C7 is true while the leader does not change, or with one request in     *)
(* flight: then nothing overtakes.                                         *)
THEOREM KeepsTheRules /\ (MaxLeaderChanges = 0 \/ MaxInFlight = 1) => (Spec => []ExactlyOnce)

(* It is numbering anew that stores twice. Without it the producer of a    *)
(* record that was overtaken never gets on.                                *)
THEOREM BumpsUnresolved /\ RefusesOldEpochs /\ ~NumbersAnew => (Spec => []NothingStoredTwice)
=============================================================================
