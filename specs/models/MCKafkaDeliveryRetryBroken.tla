--------------------- MODULE MCKafkaDeliveryRetryBroken ---------------------
(***************************************************************************)
(* What KafkaDelivery rules out, let in again, to show that EndsAlike and  *)
(* StartsAlike of MCKafkaDeliveryRetry can fail.                           *)
(***************************************************************************)
EXTENDS MCKafkaDeliveryRetry

(* In place of Settled: an ending that does not wait for what is on its    *)
(* way between producer and brokers.                                       *)
ReplicasSettled ==
  LET l == partition.leader
  IN /\ l # NoBroker
     /\ partition.isr = Brokers /\ fenced = {}
     /\ highWatermark[l] = Len(log[l])
     /\ \A b \in Brokers : Up(b) /\ view[b] = partition /\ log[b] = log[l]

(* In place of MCInit: a partition of which something is committed before  *)
(* anything was sent.                                                      *)
UsedInit == Init /\ aux_copies = <<>> /\ aux_committed = 1
=============================================================================
