-------------------------- MODULE MCProducerRetry --------------------------
(***************************************************************************)
(* A producer that is not stopped by the bound on attempts: it goes on     *)
(* sending, and the count stays where it is. So what never comes to an end *)
(* is a loop in which a record is sent again and again, not a wait at the  *)
(* bound, which no producer knows outside a model.                         *)
(***************************************************************************)
EXTENDS ProducerRetryProperties

(* In place of MayBeSent and Sent.                                         *)
MayBeSentAgain(i) == TRUE
SentAgain(i) == [attempts EXCEPT ![i] = IF @ < MaxAttempts THEN @ + 1 ELSE @]

(* At most MaxAttempts copies, and one closed connection of which          *)
(* something still arrives. Hidden: more at a time.                        *)
FewAtATime == Len(log) <= MaxAttempts /\ \A b \in Brokers : Len(late[b]) <= 1
=============================================================================
