----------------------------- MODULE Evaluates ------------------------------
EXTENDS Naturals, Sequences, TLC
VARIABLE x
Init == x = 0
Step == x < 5 /\ x' = x + 1 /\ x # Head(<<>>)
Wrong == IF x = 2 THEN Head(<<>>) = x ELSE x' = x + 1
Asserts == x' = x + 1 /\ Assert(x < 2, "two")
Half == x = x
Inv == x < 3 \/ <<1>>[x] = 0
Up == x' = x + 1
Bound == x < 100
=============================================================================
