------------------------------ MODULE Delivery ------------------------------
(***************************************************************************)
(* The words in which delivery is judged, before any protocol is written:  *)
(* what a client can see of its records, and what may have gone wrong.     *)
(*                                                                         *)
(* Every anomaly is a predicate on one *ending*: what was sent, what the   *)
(* producer was told, and the final log, which is the committed prefix of  *)
(* the partition once all faults are healed, no request is in flight,      *)
(* every live replica has caught up and a leader is settled.               *)
(*                                                                         *)
(* A protocol instantiates this module with its own expressions for the    *)
(* three variables, and says in which of its states an ending is reached.  *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

VARIABLES
  sent,      \* the producer's records, in the order in which it sent them
  result,    \* record -> what the producer was told of it
  ackedAt,   \* record -> the offset that it was told, or NoOffset
  finalLog,  \* the final log, a sequence of records; the first has offset 0
  reads      \* what a consumer read: a sequence of offsets and records

(* In the place of an offset, where none was told. *)
NoOffset == -1

(***************************************************************************)
(* "acked": a broker said so. "completed": the producer went on without a  *)
(* broker's word (acks=0). "failed": the producer was told of an error.    *)
(* "unknown": nothing yet.                                                 *)
(***************************************************************************)
Outcomes == {"unknown", "acked", "completed", "failed"}

Range(seq) == {seq[k] : k \in 1..Len(seq)}

TypeOK ==
  /\ \A r \in Range(sent) : result[r] \in Outcomes
  /\ \A r \in Range(sent) : ackedAt[r] \in Nat \cup {NoOffset}
  /\ Range(finalLog) \subseteq Range(sent)
  /\ \A k \in 1..Len(reads) : reads[k].offset \in Nat /\ reads[k].record \in Range(sent)

-----------------------------------------------------------------------------
(* How often a record stands in the final log, and where it stands first.  *)
Copies(r) == Cardinality({k \in 1..Len(finalLog) : finalLog[k] = r})
Stored(r) == r \in Range(finalLog)
FirstCopy(r) == CHOOSE k \in 1..Len(finalLog) :
                  finalLog[k] = r /\ \A j \in 1..(k - 1) : finalLog[j] # r

SentBefore(r, s) == \E j, k \in 1..Len(sent) : j < k /\ sent[j] = r /\ sent[k] = s

-----------------------------------------------------------------------------
(* The anomalies of one record or of a pair.                               *)

ACKED_LOSS == \E r \in Range(sent) : result[r] = "acked" /\ ~Stored(r)

SILENT_LOSS == \E r \in Range(sent) : result[r] = "completed" /\ ~Stored(r)

REPORTED_LOSS == \E r \in Range(sent) : result[r] = "failed" /\ ~Stored(r)

DUPLICATE == \E r \in Range(sent) : Copies(r) >= 2

PHANTOM == \E r \in Range(sent) : result[r] = "failed" /\ Stored(r)

REORDER == \E r, s \in Range(sent) :
             SentBefore(r, s) /\ Stored(r) /\ Stored(s) /\ FirstCopy(s) < FirstCopy(r)

GAP == \E r, s \in Range(sent) :
         SentBefore(r, s) /\ Stored(s) /\ ~Stored(r) /\ result[r] # "failed"

-----------------------------------------------------------------------------
(* The anomalies of what consumers read and brokers acknowledge.           *)

WasRead(r) == \E k \in 1..Len(reads) : reads[k].record = r

(* A consumer read what is not there any more. *)
ROLLED_BACK_READ ==
  \E k \in 1..Len(reads) :
    ~(reads[k].offset < Len(finalLog) /\ finalLog[reads[k].offset + 1] = reads[k].record)

(* All that anybody was told of an offset: a read, the full read of the    *)
(* final log that follows an ending among them, or an acknowledgement.     *)
Observed == {<<reads[k].offset, reads[k].record>> : k \in 1..Len(reads)}
              \cup {<<k - 1, finalLog[k]>> : k \in 1..Len(finalLog)}
              \cup {<<ackedAt[r], r>> : r \in {s \in Range(sent) : ackedAt[s] >= 0}}

DIVERGENT_OFFSET == \E x, y \in Observed : x[1] = y[1] /\ x[2] # y[2]

NONMONOTONIC_READ == \E k \in 2..Len(reads) : reads[k].offset <= reads[k - 1].offset

(* No offset is without a record, so whatever is passed over could have    *)
(* been read.                                                              *)
SKIPPED_READ == \E k \in 2..Len(reads) : reads[k].offset > reads[k - 1].offset + 1

(* An ending is followed by a full read of the final log. *)
UNSEEN == \E r \in Range(sent) : result[r] = "acked" /\ ~WasRead(r) /\ ~Stored(r)

-----------------------------------------------------------------------------
Anomalies ==
  (IF ACKED_LOSS THEN {"ACKED_LOSS"} ELSE {})
    \cup (IF SILENT_LOSS THEN {"SILENT_LOSS"} ELSE {})
    \cup (IF REPORTED_LOSS THEN {"REPORTED_LOSS"} ELSE {})
    \cup (IF DUPLICATE THEN {"DUPLICATE"} ELSE {})
    \cup (IF PHANTOM THEN {"PHANTOM"} ELSE {})
    \cup (IF REORDER THEN {"REORDER"} ELSE {})
    \cup (IF GAP THEN {"GAP"} ELSE {})
    \cup (IF ROLLED_BACK_READ THEN {"ROLLED_BACK_READ"} ELSE {})
    \cup (IF DIVERGENT_OFFSET THEN {"DIVERGENT_OFFSET"} ELSE {})
    \cup (IF NONMONOTONIC_READ THEN {"NONMONOTONIC_READ"} ELSE {})
    \cup (IF SKIPPED_READ THEN {"SKIPPED_READ"} ELSE {})
    \cup (IF UNSEEN THEN {"UNSEEN"} ELSE {})

-----------------------------------------------------------------------------
(* Guarantees are sets of absent anomalies; that every send is eventually  *)
(* acked is the liveness half of at-least-once.                            *)
AtMostOnce == ~DUPLICATE
AtLeastOnce == ~ACKED_LOSS /\ ~SILENT_LOSS
ExactlyOnce == AtMostOnce /\ AtLeastOnce /\ ~REORDER /\ ~GAP
=============================================================================
