--------------------- MODULE MCKafkaDeliveryReplication ---------------------
(***************************************************************************)
(* KafkaDelivery implements IsrReplication. The mapping is the identity:   *)
(* what replicates has the same names in both, and the values of the log   *)
(* are the producer's batches. What clients do leaves replication alone,   *)
(* or appends to a leader's log.                                           *)
(*                                                                         *)
(* Only here are there finitely many batches, so that TLC can try which    *)
(* one was appended.                                                       *)
(***************************************************************************)
EXTENDS KafkaDelivery

CONSTANT OnlyClean  \* whether the replication that is implemented has clean elections alone

Replication ==
  INSTANCE IsrReplication WITH
    UncleanLeaderElection <- UncleanLeaderElection /\ ~OnlyClean,
    Values <- [record : Ids, producerEpoch : 0..(Records * MaxAttempts), sequence : I!NoSequence..Records],
    MaxRecords <- Records * MaxAttempts,
    responses <- fetchResponses,
    truncating <- {}

(* One budget serves all faults. A connection to a client that breaks      *)
(* spends of it and leaves replication alone: up to that, and up to it     *)
(* only, the steps are those of IsrReplication.                            *)
FaultElsewhere == faultsLeft > 0 /\ faultsLeft' = faultsLeft - 1 /\ UNCHANGED replicationVars

StartsAlike == Replication!Init

(* That replication is left alone is asked first, though the brackets say  *)
(* it too: TLC asks in this order, and to try all of Next takes longest.   *)
LeavesAlone == UNCHANGED <<replicationVars, faultsLeft>>
StepsAlike == [][LeavesAlone \/ FaultElsewhere \/ Replication!Next]_<<replicationVars, faultsLeft>>

THEOREM (UncleanLeaderElection => ~OnlyClean) => (Spec => StartsAlike /\ StepsAlike)
=============================================================================
