----------------------- MODULE MCIsrReplicationCommit -----------------------
(***************************************************************************)
(* IsrReplicationCommit with the symmetry of the brokers. The history of   *)
(* the mapping chooses a broker, but of one only: in a step one broker     *)
(* hears that it leads, and a leader epoch has one leader                  *)
(* (AtMostOneLeaderAnEpoch). What it keeps are logs and numbers, which     *)
(* name no broker.                                                         *)
(***************************************************************************)
EXTENDS IsrReplicationCommit, MCIsrReplication
=============================================================================
