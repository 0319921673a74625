------------------------ MODULE MCIdempotenceBroken ------------------------
(***************************************************************************)
(* What the producer's rules rule out, let in again: that is what they are *)
(* there for, and without it nobody would know that the property can fail. *)
(***************************************************************************)
EXTENDS IdempotenceProperties

(***************************************************************************)
(* In place of SequenceAllows: a new record does not wait while earlier    *)
(* ones are open, though another is unresolved. It gets a new epoch, and   *)
(* those that are open keep the old one.                                   *)
(***************************************************************************)
NewRecordsDoNotWait(i, numbers, told, epoch) ==
  \/ numbers[i].sequence = NoSequence
  \/ \A j \in Open(numbers, told, epoch) : numbers[i].sequence <= numbers[j].sequence
=============================================================================
