-------------------------- MODULE MCIsrReplication --------------------------
(***************************************************************************)
(* What TLC needs to know of IsrReplication, and the constraints of its    *)
(* models. What a constraint hides is said where it is defined.            *)
(***************************************************************************)
EXTENDS IsrReplicationProperties, TLC

(* Which broker is which does not matter. Not for liveness: TLC then finds *)
(* counterexamples that are none.                                          *)
Symmetry == Permutations(Brokers)

(* Nobody leaves the ISR for being slow. Hidden: runs with such a fault.   *)
NobodyLags ==
  \A l \in Brokers : pendingIsr[l] = <<>> /\ pendingIsr'[l] # <<>> => faultsLeft' = faultsLeft

(* A crash is the last fault. Hidden: what goes wrong after it, among it a *)
(* second unclean shutdown, by which everything may be lost.               *)
CrashIsLast ==
  \A b \in Brokers : status'[b] = "crashed" /\ status[b] # "crashed" => faultsLeft' = 0

(* At most one broker stops, once. Hidden: a second one.                   *)
HasStopped(b) == ~Up(b) \/ brokerEpoch[b] > 1
AtMostOneStops ==
  /\ \A b, c \in Brokers : HasStopped(b)' /\ HasStopped(c)' => b = c
  /\ \A b \in Brokers : brokerEpoch'[b] + (IF Up(b)' THEN 0 ELSE 1) <= 2

(* At most three leader epochs, a peer's bound. Hidden: later elections.   *)
ThreeEpochs == partition'.leaderEpoch <= 3
=============================================================================
