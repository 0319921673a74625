------------------------------- MODULE Values -------------------------------
(* One variable for each form in which TLC prints values. *)
EXTENDS Integers, Sequences, TLC
CONSTANTS replicas, none
VARIABLES step, forms, logs

Init ==
  /\ step = 0
  /\ forms = [
       int |-> -3,
       bool |-> TRUE,
       str |-> "said \"hi\" \\ tab\t line\n end",
       model |-> none,
       set |-> replicas,
       interval |-> 1..3,
       noInterval |-> 1..0,
       sets |-> SUBSET {1, 2},
       sequence |-> <<1, <<>>, {}>>,
       emptyFunction |-> [n \in {} |-> 0],
       fromZero |-> [n \in 0..2 |-> n],
       fromOne |-> [n \in 1..2 |-> n],
       oddFields |-> ("a b" :> 1 @@ "c" :> 2),
       latin |-> "é"]
  /\ logs = [r \in replicas |-> [
       log |-> <<[id |-> "m1", epoch |-> 1], [id |-> "m2", epoch |-> 2], [id |-> "m3", epoch |-> 3]>>,
       highWatermark |-> 1]]
Step == step < 1 /\ step' = step + 1 /\ UNCHANGED <<forms, logs>>
Next == Step
AtStart == step = 0
=============================================================================
