-------------------------------- MODULE Lock --------------------------------
(* A lock for clients 1 to Clients: first come, first served.              *)
EXTENDS Integers, Sequences
CONSTANT Clients
VARIABLES holder, waiting

Nobody == 0
Waits(c) == \E k \in 1..Len(waiting) : waiting[k] = c

Init == holder = Nobody /\ waiting = <<>>

ClientAsks(c) ==
  /\ holder # c /\ ~Waits(c)
  /\ IF holder = Nobody
     THEN holder' = c /\ UNCHANGED waiting
     ELSE waiting' = Append(waiting, c) /\ UNCHANGED holder

ClientReleases(c) ==
  /\ holder = c
  /\ IF waiting = <<>>
     THEN holder' = Nobody /\ UNCHANGED waiting
     ELSE holder' = Head(waiting) /\ waiting' = Tail(waiting)

Next ==
  \/ \E c \in 1..Clients : ClientAsks(c)
  \/ \E c \in 1..Clients : ClientReleases(c)

Spec == Init /\ [][Next]_<<holder, waiting>>
=============================================================================
