------------------------ MODULE MCKafkaDeliveryTrace ------------------------
(***************************************************************************)
(* Validates recorded behaviours: is each event of a trace a step of       *)
(* KafkaDelivery, to the very state that the trace says? A trace is        *)
(* followed as far as it can be; it is accepted if that is its end.        *)
(*                                                                         *)
(* A file holds many traces of one model, and TLC follows all of them at   *)
(* once, each from an initial state of its own. What an event says is that *)
(* of the implementation:                                                  *)
(*                                                                         *)
(*   field       is                             in the trace's file        *)
(*   action      the action's name              "action"                   *)
(*   parameters  its arguments, in order        by their names             *)
(*   state       all variables after the step   "changed", and what was    *)
(***************************************************************************)
EXTENDS KafkaDelivery, TLC

CONSTANT File  \* the file of the traces

(***************************************************************************)
(* How many traces there are, how many events trace t has, and what its    *)
(* n-th says; for n = 0 there is a state only, the initial one. TLC has    *)
(* these from Java (TraceOperators), which reads the file.                 *)
(***************************************************************************)
Traces(file) == CHOOSE n \in Nat : TRUE
Events(file, t) == CHOOSE n \in Nat : TRUE
Line(file, t, n) == CHOOSE line : TRUE

VARIABLES
  trace,  \* the trace that is followed, or 0
  at      \* how many of its events were

(* KafkaDelivery's variables, in the order in which it declares them.      *)
Variables ==
  <<queue, inFlight, batch, result, producerEpoch, metadata, requests, responses, late, purgatory,
    reads, readFrom, status, log, highWatermark, view, fetchState, pendingIsr, fetchResponses,
    partition, elr, lastKnownLeader, fenced, brokerEpoch, faultsLeft>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Whether event e is that action. Parameters are those over which Next    *)
(* quantifies; they are given, so that nothing is tried in vain.           *)
(***************************************************************************)
IsProducerSends(e) ==
  e.action = "ProducerSends" /\ ProducerSends
IsProducerReceives(e) ==
  e.action = "ProducerReceives" /\ e.parameters[1] \in Brokers /\ ProducerReceives(e.parameters[1])
IsProducerGivesUp(e) ==
  e.action = "ProducerGivesUp" /\ e.parameters[1] \in Ids /\ ProducerGivesUp(e.parameters[1])
IsProducerRefreshesMetadata(e) ==
  e.action = "ProducerRefreshesMetadata" /\ ProducerRefreshesMetadata
IsConnectionBreaks(e) ==
  /\ e.action = "ConnectionBreaks" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in 0..Records
  /\ ConnectionBreaks(e.parameters[1], e.parameters[2])
IsLeaderAppends(e) ==
  e.action = "LeaderAppends" /\ e.parameters[1] \in Brokers /\ LeaderAppends(e.parameters[1])
IsLeaderRecognisesDuplicate(e) ==
  /\ e.action = "LeaderRecognisesDuplicate" /\ e.parameters[1] \in Brokers
  /\ LeaderRecognisesDuplicate(e.parameters[1])
IsBrokerRejects(e) ==
  e.action = "BrokerRejects" /\ e.parameters[1] \in Brokers /\ BrokerRejects(e.parameters[1])
IsLateRequestArrives(e) ==
  /\ e.action = "LateRequestArrives" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in 1..MaxFaults
  /\ LateRequestArrives(e.parameters[1], e.parameters[2])
IsLeaderAcknowledges(e) ==
  e.action = "LeaderAcknowledges" /\ e.parameters[1] \in Brokers /\ LeaderAcknowledges(e.parameters[1])
IsConsumerReads(e) ==
  e.action = "ConsumerReads" /\ e.parameters[1] \in Brokers /\ ConsumerReads(e.parameters[1])
IsLeaderAnswersFetch(e) ==
  /\ e.action = "LeaderAnswersFetch" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in Brokers
  /\ LeaderAnswersFetch(e.parameters[1], e.parameters[2])
IsFollowerReceives(e) ==
  e.action = "FollowerReceives" /\ e.parameters[1] \in Brokers /\ FollowerReceives(e.parameters[1])
IsLeaderExpandsIsr(e) ==
  /\ e.action = "LeaderExpandsIsr" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in Brokers
  /\ LeaderExpandsIsr(e.parameters[1], e.parameters[2])
IsLeaderShrinksIsr(e) ==
  /\ e.action = "LeaderShrinksIsr" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in Brokers
  /\ LeaderShrinksIsr(e.parameters[1], e.parameters[2])
IsBrokerLearns(e) ==
  e.action = "BrokerLearns" /\ e.parameters[1] \in Brokers /\ BrokerLearns(e.parameters[1])
IsBrokerCrashes(e) ==
  /\ e.action = "BrokerCrashes" /\ e.parameters[1] \in Brokers
  /\ e.parameters[2] \in IF "disk" \in Faults THEN 0..(Records * MaxAttempts) ELSE {0}
  /\ BrokerCrashes(e.parameters[1], e.parameters[2])
IsBrokerRestarts(e) ==
  /\ e.action = "BrokerRestarts" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in 0..Replicas
  /\ BrokerRestarts(e.parameters[1], e.parameters[2])
IsControllerAltersPartition(e) ==
  /\ e.action = "ControllerAltersPartition" /\ e.parameters[1] \in Brokers
  /\ ControllerAltersPartition(e.parameters[1])
IsControllerRefuses(e) ==
  e.action = "ControllerRefuses" /\ e.parameters[1] \in Brokers /\ ControllerRefuses(e.parameters[1])
IsControllerFences(e) ==
  /\ e.action = "ControllerFences" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in 0..Replicas
  /\ ControllerFences(e.parameters[1], e.parameters[2])
IsControllerUnfences(e) ==
  /\ e.action = "ControllerUnfences" /\ e.parameters[1] \in Brokers /\ e.parameters[2] \in 0..Replicas
  /\ ControllerUnfences(e.parameters[1], e.parameters[2])

Is(e) ==
  \/ IsProducerSends(e)
  \/ IsProducerReceives(e)
  \/ IsProducerGivesUp(e)
  \/ IsProducerRefreshesMetadata(e)
  \/ IsConnectionBreaks(e)
  \/ IsLeaderAppends(e)
  \/ IsLeaderRecognisesDuplicate(e)
  \/ IsBrokerRejects(e)
  \/ IsLateRequestArrives(e)
  \/ IsLeaderAcknowledges(e)
  \/ IsConsumerReads(e)
  \/ IsLeaderAnswersFetch(e)
  \/ IsFollowerReceives(e)
  \/ IsLeaderExpandsIsr(e)
  \/ IsLeaderShrinksIsr(e)
  \/ IsBrokerLearns(e)
  \/ IsBrokerCrashes(e)
  \/ IsBrokerRestarts(e)
  \/ IsControllerAltersPartition(e)
  \/ IsControllerRefuses(e)
  \/ IsControllerFences(e)
  \/ IsControllerUnfences(e)

-----------------------------------------------------------------------------
All == 1..Traces(File)

TraceInit ==
  /\ trace \in 0..Traces(File)
  /\ at = 0
  /\ Init
  /\ IF trace = 0 THEN TRUE ELSE Variables = Line(File, trace, 0).state

Follows ==
  /\ trace # 0 /\ at < Events(File, trace)
  /\ \E e \in {Line(File, trace, at + 1)} : Is(e) /\ Variables' = e.state
  /\ at' = at + 1
  /\ UNCHANGED trace

(***************************************************************************)
(* Trace 0 is nobody's. It goes on for one step more than any other trace, *)
(* and TLC with one worker, which is breadth first, comes to its end when  *)
(* all others have been followed as far as they can be.                    *)
(***************************************************************************)
Longest == CHOOSE n \in {Events(File, t) : t \in All} : \A t \in All : Events(File, t) <= n

Waits ==
  /\ trace = 0 /\ at <= Longest
  /\ at' = at + 1
  /\ UNCHANGED <<trace, vars>>

TraceNext == Follows \/ Waits
TraceSpec == TraceInit /\ [][TraceNext]_<<vars, trace, at>>

(* One state for each event: the event says all of the state.              *)
Reached == <<trace, at>>

(* Register t holds how far trace t was followed, -1 if its initial state  *)
(* is none.                                                                *)
ASSUME \A t \in All : TLCSet(t, -1)

(* At the end it is told. This is no property, and holds.                  *)
Noted ==
  IF trace # 0 THEN TLCSet(trace, at)
  ELSE at > Longest => \A t \in All : PrintT(<<"followed", t, TLCGet(t)>>)
=============================================================================
