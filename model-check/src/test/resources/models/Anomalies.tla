----------------------------- MODULE Anomalies ------------------------------
(* Two counters, and names for some of their states. NothingNew decides all the names in one exploration that continues: *)
(* it is false exactly at a state that shows a name not seen before, and prints the new names.                          *)
EXTENDS Naturals, TLC
CONSTANT Limit
VARIABLES x, y

Seen == 1
ASSUME TLCSet(Seen, {})

Init == x = 0 /\ y = 0
IncX == x < Limit /\ x' = x + 1 /\ UNCHANGED y
IncY == y < Limit /\ y' = y + 1 /\ UNCHANGED x
Next == IncX \/ IncY

Shown ==
  (IF x = 0 /\ y = 0 THEN {"START"} ELSE {})
    \cup (IF x = 2 THEN {"TWO"} ELSE {})
    \cup (IF x + y = 4 THEN {"FOUR"} ELSE {})
    \cup (IF y >= 3 /\ x >= 3 THEN {"LATE", "LATER"} ELSE {})
    \cup (IF x > Limit THEN {"IMPOSSIBLE"} ELSE {})

NothingNew ==
  LET new == Shown \ TLCGet(Seen)
  IN  new = {} \/ (PrintT(new) /\ TLCSet(Seen, TLCGet(Seen) \cup new) /\ FALSE)

(* The same, always false, so that each state is reached through violations only. *)
Nothing == x < 0

(* Why the register is set in an ASSUME: TLC evaluates Init again when it rebuilds a trace. *)
ForgetfulInit == Init /\ TLCSet(Seen, {})
=============================================================================
