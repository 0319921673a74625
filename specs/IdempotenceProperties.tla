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

(***************************************************************************)
(* The producer never reads INVALID_PRODUCER_EPOCH, which would end the    *)
(* send (it is not retriable) although the record may be stored. Once it   *)
(* has a new epoch it sends nothing of the old one again, and what is in   *)
(* flight of it arrives first. So only late requests are refused for their *)
(* epoch, and nobody reads the answer.                                     *)
(***************************************************************************)
NobodyReadsOldEpoch ==
  \A k \in 1..Len(responses) : responses[k].error # "INVALID_PRODUCER_EPOCH"

-----------------------------------------------------------------------------
KeepsTheRules ==
  BumpsUnresolved /\ NumbersAnew /\ RefusesOldEpochs /\ MaxInFlight <= CachedBatches

(* Nothing acknowledged is lost, whatever the leader does.                 *)
THEOREM KeepsTheRules => (Spec => []NothingAckedIsLost)

(* A send never ends for its epoch, whatever the rules.                    *)
THEOREM Spec => []NobodyReadsOldEpoch

(* C7 is true while the leader does not change, or with one request in     *)
(* flight: then nothing overtakes.                                         *)
THEOREM KeepsTheRules /\ (MaxLeaderChanges = 0 \/ MaxInFlight = 1) => (Spec => []ExactlyOnce)

(* It is numbering anew that stores twice. Without it the producer of a    *)
(* record that was overtaken never gets on.                                *)
THEOREM BumpsUnresolved /\ RefusesOldEpochs /\ ~NumbersAnew => (Spec => []NothingStoredTwice)
=============================================================================
