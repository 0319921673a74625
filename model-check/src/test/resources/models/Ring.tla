-------------------------------- MODULE Ring --------------------------------
(* Starts at 0 and then goes round 1, 2, 3 for ever: no refinement of Counter. *)
EXTENDS Naturals
VARIABLES at, laps

Init == at = 0 /\ laps = 0
Step == at' = (IF at = 3 THEN 1 ELSE at + 1) /\ UNCHANGED laps
Next == Step
Spec == Init /\ [][Next]_<<at, laps>> /\ WF_<<at, laps>>(Next)

ReachesFour == <>(at = 4)
StartsAtOne == at = 1

Above == INSTANCE Counter WITH count <- at, Limit <- 3
RefinesCounter == Above!Spec
=============================================================================
