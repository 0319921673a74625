----------------------------- MODULE Evaluates ------------------------------
(* Steps that can't be taken: one without a value, one that an assertion forbids. *)
EXTENDS Naturals, Sequences, TLC
VARIABLE x
Init == x = 0

Wrong == IF x = 2 THEN Head(<<>>) = x ELSE x' = x + 1
Asserts == x' = x + 1 /\ Assert(x < 2, "below two")
=============================================================================
