------------------------------ MODULE Endless -------------------------------
(* State spaces without end: Grow has small states, Double has states of twice the size at each step. *)
EXTENDS Naturals, Sequences
VARIABLES length, log

Init == length = 0 /\ log = <<0>>
Grow == length' = length + 1 /\ log' = log
Jump == length' = length + 2 /\ log' = <<length>>
Double == log' = log \o log /\ length' = length + 1
AtStart == length = 0
Small == Grow \/ Jump
=============================================================================
