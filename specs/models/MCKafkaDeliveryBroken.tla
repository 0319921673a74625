----------------------- MODULE MCKafkaDeliveryBroken -----------------------
(***************************************************************************)
(* What KafkaDelivery rules out, let in again: a consumer that passes over *)
(* records. In KafkaDelivery each reads on where it stopped.               *)
(***************************************************************************)
EXTENDS MCKafkaDelivery

(***************************************************************************)
(* WHO: a consumer without a committed offset, or with one that is out of  *)
(* range, and auto.offset.reset=latest. It goes on with the last record    *)
(* that leader l shows.                                                    *)
(***************************************************************************)
ConsumerReadsLatest(l) ==
  /\ Consumers = 1
  /\ Leads(l) /\ ValidPosition(l) < highWatermark[l]
  /\ LET offset == highWatermark[l] - 1
         entry == log[l][highWatermark[l]]
     IN reads' = Append(reads, [offset |-> offset, leaderEpoch |-> entry.leaderEpoch, record |-> entry.value.record])
  /\ readFrom' = view[l].leaderEpoch
  /\ UNCHANGED <<producerVars, networkVars, replicationVars, faultsLeft>>

BrokenSpec == Init /\ [][Next \/ \E l \in Brokers : ConsumerReadsLatest(l)]_vars
=============================================================================
