-------------------------- MODULE IdempotenceRules --------------------------
(***************************************************************************)
(* The rules of idempotence: what a broker says of a batch with a producer *)
(* epoch and a sequence, and how a producer numbers its batches.           *)
(*                                                                         *)
(* All of it follows from what is written down: on the broker's side the   *)
(* log, on the producer's what it sent and was told. So there is no        *)
(* variable here, and a protocol that keeps these things in its own        *)
(* variables takes the rules by INSTANCE.                                  *)
(*                                                                         *)
(*   entries  a log: each entry has a producerEpoch and a sequence         *)
(*   request  a batch that arrives: it has them, too                       *)
(*   cached   how many of the producer's batches a broker remembers        *)
(*   batch    record -> its producerEpoch and sequence                     *)
(*   told     record -> "unknown", "acked" or "failed"                     *)
(*   epoch    the producer's present epoch                                 *)
(*                                                                         *)
(* Difference from Kafka: one producer, one record in a batch, sequences   *)
(* that don't wrap around.                                                 *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

NoSequence == -1
LOCAL Largest(S) == CHOOSE x \in S : \A y \in S : x >= y

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE BROKER                                                              *)
(***************************************************************************)

(***************************************************************************)
(* Where the log has the batches that the broker remembers: the last few   *)
(* of the producer's newest epoch (ProducerStateEntry). A new leader reads *)
(* them from its log, so that it knows what its log has, and no more.      *)
(***************************************************************************)
CurrentBatches(entries, cached) ==
  LET all == {k \in 1..Len(entries) : entries[k].sequence # NoSequence}
      newest == Largest({entries[k].producerEpoch : k \in all})
      current == {k \in all : entries[k].producerEpoch = newest}
  IN IF all = {} THEN {}
     ELSE {k \in current : Cardinality({j \in current : j > k}) < cached}

(* Where the log has the batch itself, if the broker remembers it.         *)
CopiesOf(entries, request, cached) ==
  {k \in CurrentBatches(entries, cached) :
     entries[k].producerEpoch = request.producerEpoch /\ entries[k].sequence = request.sequence}

IsDuplicate(entries, request, cached) == CopiesOf(entries, request, cached) # {}

(***************************************************************************)
(* Why a batch that is no duplicate is refused; "NONE" if it is not        *)
(* (ProducerAppendInfo.checkProducerEpoch, checkSequence). A new epoch     *)
(* starts at 0, an old one is refused. A producer that the log does not    *)
(* know may start at any sequence: for all that the broker can tell, what  *)
(* came before has been deleted.                                           *)
(***************************************************************************)
SequenceError(entries, request, cached) ==
  LET known == CurrentBatches(entries, cached)
      last == entries[Largest(known)]
      expected == IF request.producerEpoch > last.producerEpoch THEN 0 ELSE last.sequence + 1
  IN IF known = {} THEN "NONE"
     ELSE IF request.producerEpoch < last.producerEpoch THEN "INVALID_PRODUCER_EPOCH"
     ELSE IF request.sequence # expected THEN "OUT_OF_ORDER_SEQUENCE_NUMBER"
     ELSE "NONE"

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE PRODUCER                                                            *)
(***************************************************************************)
Sequenced(batch, epoch) ==
  {i \in DOMAIN batch : batch[i].sequence # NoSequence /\ batch[i].producerEpoch = epoch}

Open(batch, told, epoch) == {i \in Sequenced(batch, epoch) : told[i] = "unknown"}

NextSequence(batch, epoch) == Cardinality(Sequenced(batch, epoch))

LastAcked(batch, told, epoch) ==
  Largest({NoSequence} \cup
            {batch[i].sequence : i \in {j \in Sequenced(batch, epoch) : told[j] = "acked"}})

(***************************************************************************)
(* The producer gave a batch up and can't tell whether it is stored: no    *)
(* later one was acknowledged (TransactionManager.hasUnresolvedSequence).  *)
(***************************************************************************)
Unresolved(batch, told, epoch) ==
  \E i \in Sequenced(batch, epoch) :
    told[i] = "failed" /\ batch[i].sequence > LastAcked(batch, told, epoch)

(***************************************************************************)
(* Whether a batch may be sent now. One with a sequence is sent again only *)
(* if all before it are decided; one without waits while earlier sequences *)
(* are unresolved and others are open                                      *)
(* (RecordAccumulator.shouldStopDrainBatchesForPartition).                 *)
(***************************************************************************)
SequenceAllows(i, batch, told, epoch) ==
  IF batch[i].sequence # NoSequence
  THEN \A j \in Open(batch, told, epoch) : batch[i].sequence <= batch[j].sequence
  ELSE ~(Unresolved(batch, told, epoch) /\ Open(batch, told, epoch) # {})

(***************************************************************************)
(* To send a batch again whose sequence was refused is hopeless if it was  *)
(* the next one: after the last that was acknowledged or, while sequences  *)
(* are unresolved, after the last that was given up                        *)
(* (TransactionManager.canRetry, isNextSequenceForUnresolvedPartition).    *)
(***************************************************************************)
IsHopeless(i, batch, told, epoch) ==
  LET sequenced == Sequenced(batch, epoch)
      before == IF Unresolved(batch, told, epoch)
                THEN Largest({batch[j].sequence : j \in {k \in sequenced : told[k] = "failed"}})
                ELSE LastAcked(batch, told, epoch)
  IN i \in sequenced /\ batch[i].sequence = before + 1

(***************************************************************************)
(* Then all that is open is numbered from 0 under the next epoch           *)
(* (TransactionManager.startSequencesAtBeginning). What the log has of it  *)
(* under this epoch will not be recognised any more.                       *)
(***************************************************************************)
NumberedAnew(batch, told, epoch) ==
  LET open == Open(batch, told, epoch)
      Rank(i) == Cardinality({j \in open : batch[j].sequence < batch[i].sequence})
  IN [i \in DOMAIN batch |->
        IF i \in open THEN [batch[i] EXCEPT !.producerEpoch = epoch + 1, !.sequence = Rank(i)]
        ELSE batch[i]]
=============================================================================
