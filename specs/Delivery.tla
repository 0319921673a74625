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
EXTENDS Naturals, Sequences, FiniteSets

VARIABLES
  sent,      \* the producer's records, in the order in which it sent them
  result,    \* record -> what the producer was told of it
  finalLog   \* the final log, a sequence of records

(***************************************************************************)
(* "acked": a broker said so. "completed": the producer went on without a  *)
(* broker's word (acks=0). "failed": the producer was told of an error.    *)
(* "unknown": nothing yet.                                                 *)
(***************************************************************************)
Outcomes == {"unknown", "acked", "completed", "failed"}

Range(seq) == {seq[k] : k \in 1..Len(seq)}

TypeOK ==
  /\ \A r \in Range(sent) : result[r] \in Outcomes
  /\ Range(finalLog) \subseteq Range(sent)

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

Anomalies ==
  (IF ACKED_LOSS THEN {"ACKED_LOSS"} ELSE {})
    \cup (IF SILENT_LOSS THEN {"SILENT_LOSS"} ELSE {})
    \cup (IF REPORTED_LOSS THEN {"REPORTED_LOSS"} ELSE {})
    \cup (IF DUPLICATE THEN {"DUPLICATE"} ELSE {})
    \cup (IF PHANTOM THEN {"PHANTOM"} ELSE {})
    \cup (IF REORDER THEN {"REORDER"} ELSE {})
    \cup (IF GAP THEN {"GAP"} ELSE {})

-----------------------------------------------------------------------------
(* Guarantees are sets of absent anomalies; that every send is eventually  *)
(* acked is the liveness half of at-least-once.                            *)
AtMostOnce == ~DUPLICATE
AtLeastOnce == ~ACKED_LOSS /\ ~SILENT_LOSS
ExactlyOnce == AtMostOnce /\ AtLeastOnce /\ ~REORDER /\ ~GAP
=============================================================================
