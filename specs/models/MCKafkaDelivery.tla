-------------------------- MODULE MCKafkaDelivery --------------------------
(***************************************************************************)
(* Decides every anomaly of KafkaDelivery in one exploration. The          *)
(* invariant below fails at each state that shows an anomaly for the first *)
(* time, and only there. TLC, told to go on after a violation and with one *)
(* worker, so prints a shortest behaviour for every anomaly that is        *)
(* possible; the others are impossible once the state graph is exhausted.  *)
(*                                                                         *)
(* Register 1 holds the anomalies seen so far. It is set in an assumption: *)
(* TLC evaluates Init again for every behaviour that it prints.            *)
(***************************************************************************)
EXTENDS KafkaDelivery, TLC

ASSUME TLCSet(1, {})

NothingNew ==
  LET new == Shown \ TLCGet(1)
  IN new = {} \/ (PrintT(<<"shown", new>>) /\ TLCSet(1, TLCGet(1) \cup new) /\ FALSE)

(* Every ending is well-formed.                                            *)
EndingOK == Settled => D!TypeOK

(* One by one, for models that are about one of them.                      *)
NothingAckedIsLost == "ACKED_LOSS" \notin Shown
NothingStoredTwice == "DUPLICATE" \notin Shown
NothingReordered == "REORDER" \notin Shown
NothingReadIsRolledBack == "ROLLED_BACK_READ" \notin Shown
NothingPassedOver == "SKIPPED_READ" \notin Shown
=============================================================================
