------------------------------ MODULE Counter ------------------------------
(* A counter up to Limit, with one action for odd and one for even values, and one that is never taken. *)
EXTENDS Naturals
CONSTANT Limit
VARIABLE count

Init == count = 0

FromEven == count < Limit /\ count % 2 = 0 /\ count' = count + 1
FromOdd == count < Limit /\ count % 2 = 1 /\ count' = count + 1
Never == count > Limit /\ count' = 0

Next == FromEven \/ FromOdd \/ Never

Spec == Init /\ [][Next]_count /\ WF_count(Next)

TypeOK == count \in 0..Limit
BelowThree == count < 3
EventuallyLimit == <>(count = Limit)
AlwaysAgainZero == []<>(count = 0)
=============================================================================
