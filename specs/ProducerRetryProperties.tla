---------------------- MODULE ProducerRetryProperties ----------------------
(***************************************************************************)
(* What retrying promises, apart from how it works: claims C4 to C6. A     *)
(* partition without faults of its own is settled when no request is on    *)
(* its way.                                                                *)
(***************************************************************************)
EXTENDS ProducerRetry

D == INSTANCE Delivery WITH
       sent <- [k \in 1..Records |-> k],
       result <- [i \in Ids |-> IF state[i] \in {"acked", "failed"} THEN state[i] ELSE "unknown"],
       finalLog <- log

Settled == requests = {}

(* Every ending is well-formed.                                            *)
EndingOK == Settled => D!TypeOK

(* At-least-once: nothing acknowledged is lost.                            *)
AckedIsStored == Settled => ~D!ACKED_LOSS

(* At-most-once: nothing is stored twice. C4 says that retries break it.   *)
StoredAtMostOnce == Settled => D!AtMostOnce

(* No send is lost at all. With retries=0, or with giving up, it may be.   *)
NothingReportedLost == Settled => ~D!REPORTED_LOSS

(* A failed send leaves nothing behind. It may: the word was lost, not the *)
(* record.                                                                 *)
NothingFailedIsStored == Settled => ~D!PHANTOM

(* C5's liveness half: a producer that never gives up and may always try   *)
(* once more gets every record acknowledged and stored, once faults stop.  *)
EventuallyAcked == \A i \in Ids : <>[](state[i] = "acked" /\ D!Stored(i))
=============================================================================
