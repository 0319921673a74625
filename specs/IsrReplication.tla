--------------------------- MODULE IsrReplication ---------------------------
(***************************************************************************)
(* One partition, its replicas and the controller, message by message: how *)
(* a record that the leader has persisted becomes committed, and what      *)
(* becomes of it when brokers stop, lose what was not flushed, are cut off *)
(* or are elected. Nothing is said of producers: a leader appends what it  *)
(* likes.                                                                  *)
(*                                                                         *)
(* Six rules came later than the rest, each because committed records were *)
(* lost without it. Each is in force if its name is in Rules:              *)
(*                                                                         *)
(*   "KIP-101"  a follower truncates to where its last epoch ends in the   *)
(*              leader's log, not to its own high watermark                *)
(*   "KIP-279"  the leader says which epoch it answers for, so that a      *)
(*              follower with epochs unknown to the leader goes on         *)
(*   "KIP-320"  every fetch carries the follower's epochs and is fenced    *)
(*   "KIP-903"  the controller takes only the present incarnation of a     *)
(*              broker into the ISR                                        *)
(*   "KIP-966"  eligible leader replicas: an unclean shutdown costs the    *)
(*              last replica its place, and below min.insync.replicas      *)
(*              nothing is committed                                       *)
(*   "epoch start"  a follower joins the ISR only once it has what earlier *)
(*              leaders appended (KAFKA-7128)                              *)
(*                                                                         *)
(* Each action opens with WHO acts and why it may. Messages whose arrival  *)
(* could change nothing are not sent, or gone: where that is so, and why   *)
(* it hides nothing, is said at the action.                                *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
  Brokers,                \* the brokers; each holds a replica
  NoBroker,               \* stands for the leader where there is none
  Values,                 \* what is appended
  MinInsyncReplicas,      \* min.insync.replicas
  UncleanLeaderElection,  \* unclean.leader.election.enable
  Rules,                  \* the rules in force, see above
  Faults,                 \* kinds: "shutdown", "crash", "partition", "disk", and "network", see below
  MaxFaults,              \* bound: faults in all, of whatever kind
  MaxRecords              \* bound: records in a log

AllRules == {"KIP-101", "KIP-279", "KIP-320", "KIP-903", "KIP-966", "epoch start"}

(* "network" is none of replication's: connections of clients break. It is *)
(* accepted because KafkaDelivery has one set of faults for all.           *)
ASSUME
  /\ NoBroker \notin Brokers
  /\ MinInsyncReplicas \in Nat \ {0} /\ UncleanLeaderElection \in BOOLEAN
  /\ Rules \subseteq AllRules
  /\ Faults \subseteq {"network", "shutdown", "crash", "partition", "disk"}
  /\ MaxFaults \in Nat /\ MaxRecords \in Nat

VARIABLES
  \* the brokers
  status,         \* broker -> "running", "shutting down", "stopped" or "crashed"
  log,            \* broker -> its log: a sequence of entries
  highWatermark,  \* broker -> its high watermark
  view,           \* broker -> the partition as it last heard of it
  fetchState,     \* leader -> follower -> what its last fetch said of it
  pendingIsr,     \* leader -> the ISR that it asked the controller for, if any
  truncating,     \* followers that have yet to ask the leader where to truncate
  responses,      \* follower -> the fetch response on its way to it, if any
  \* the controller
  partition,      \* leader, leader epoch, ISR and partition epoch
  elr,            \* the eligible leader replicas
  lastKnownLeader,\* the last leader, while there is none
  fenced,         \* the brokers that it holds for stopped
  brokerEpoch,    \* broker -> the epoch of its registration
  \* what may still go wrong
  faultsLeft      \* how many faults may still happen

logVars == <<log, highWatermark>>
brokerVars == <<status, logVars, view, fetchState, pendingIsr, truncating, responses>>
controllerVars == <<partition, elr, lastKnownLeader, fenced, brokerEpoch>>
vars == <<brokerVars, controllerVars, faultsLeft>>

-----------------------------------------------------------------------------
NoOffset == -1

(* What a follower's last fetch said of it: its log end offset and the     *)
(* epoch of its registration. A new leader has heard nothing yet.          *)
Unheard == [endOffset |-> NoOffset, brokerEpoch |-> 0]

(* What a broker that does not run knows of the partition.                 *)
Nothing == [leader |-> NoBroker, leaderEpoch |-> 0, isr |-> {}, partitionEpoch |-> 0]

Entry == [leaderEpoch : Nat, value : Values]
Partition == [leader : Brokers \cup {NoBroker}, leaderEpoch : Nat,
              isr : SUBSET Brokers, partitionEpoch : Nat]

(* A fetch response brings entries and the high watermark, or says where   *)
(* the follower's log leaves the leader's.                                 *)
Records == [kind : {"records"}, entries : Seq(Entry), highWatermark : Nat]
Diverging == [kind : {"diverging"}, leaderEpoch : Nat \cup {-1}, endOffset : Nat]

TypeOK ==
  /\ status \in [Brokers -> {"running", "shutting down", "stopped", "crashed"}]
  /\ log \in [Brokers -> Seq(Entry)]
  /\ \A b \in Brokers : highWatermark[b] \in 0..Len(log[b])
  /\ view \in [Brokers -> Partition]
  /\ fetchState \in [Brokers -> [Brokers -> [endOffset : Nat \cup {NoOffset}, brokerEpoch : Nat]]]
  /\ \A b \in Brokers :
       pendingIsr[b] = <<>> \/ (Len(pendingIsr[b]) = 1 /\ DOMAIN pendingIsr[b][1] \subseteq Brokers)
  /\ truncating \subseteq Brokers
  /\ \A b \in Brokers :
       responses[b] = <<>> \/ (Len(responses[b]) = 1 /\ responses[b][1] \in Records \cup Diverging)
  /\ partition \in Partition
  /\ elr \subseteq Brokers \ partition.isr
  /\ lastKnownLeader \in Brokers \cup {NoBroker}
  /\ fenced \subseteq Brokers
  /\ brokerEpoch \in [Brokers -> Nat]
  /\ faultsLeft \in 0..MaxFaults

Min(S) == CHOOSE x \in S : \A y \in S : x <= y
Max(S) == CHOOSE x \in S : \A y \in S : x >= y
Prefix(seq, n) == SubSeq(seq, 1, n)
From(seq, n) == SubSeq(seq, n + 1, Len(seq))

Init ==
  /\ status = [b \in Brokers |-> "running"]
  /\ log = [b \in Brokers |-> <<>>]
  /\ highWatermark = [b \in Brokers |-> 0]
  /\ \E leader \in Brokers :
       partition = [leader |-> leader, leaderEpoch |-> 1, isr |-> Brokers, partitionEpoch |-> 1]
  /\ view = [b \in Brokers |-> partition]
  /\ fetchState = [b \in Brokers |-> [f \in Brokers |-> Unheard]]
  /\ pendingIsr = [b \in Brokers |-> <<>>]
  /\ truncating = {}
  /\ responses = [b \in Brokers |-> <<>>]
  /\ elr = {}
  /\ lastKnownLeader = NoBroker
  /\ fenced = {}
  /\ brokerEpoch = [b \in Brokers |-> 1]
  /\ faultsLeft = MaxFaults

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE LEADER                                                              *)
(***************************************************************************)
Up(b) == status[b] \in {"running", "shutting down"}
Leads(b) == Up(b) /\ view[b].leader = b

(* No more replicas can be in sync than there are                          *)
(* (Partition.effectiveMinIsr).                                            *)
EffectiveMinIsr == Min({MinInsyncReplicas, Cardinality(Brokers)})

(* All who are in the ISR, or would be if the controller agreed to what    *)
(* the leader asked for (PartitionState.maximalIsr, KIP-497).              *)
MaximalIsr(isr, pending) == isr \cup (IF pending = <<>> THEN {} ELSE DOMAIN pending[1])

(***************************************************************************)
(* The high watermark that leader l may go on to: the least end offset     *)
(* over the maximal ISR, as far as the leader knows them. It never goes    *)
(* back while one leader leads, and waits while the ISR is too small       *)
(* (Partition.maybeIncrementLeaderHW).                                     *)
(*                                                                         *)
(* Difference from Kafka: the leader does not also wait for a follower     *)
(* that is about to join the ISR, which depends on time.                   *)
(***************************************************************************)
Advanced(l, entries, fetched, isr, pending) ==
  IF "KIP-966" \in Rules /\ Cardinality(isr) < EffectiveMinIsr THEN highWatermark[l]
  ELSE Max({highWatermark[l],
            Min({Len(entries)} \cup {fetched[f].endOffset : f \in MaximalIsr(isr, pending) \ {l}})})

(***************************************************************************)
(* WHO: the leader (Partition.appendRecordsToLeader). It appends an entry  *)
(* under its leader epoch.                                                 *)
(***************************************************************************)
LeaderAppends(l, entry) ==
  /\ Leads(l)
  /\ LET entries == Append(log[l], entry)
     IN /\ log' = [log EXCEPT ![l] = entries]
        /\ highWatermark' = [highWatermark EXCEPT ![l] =
             Advanced(l, entries, fetchState[l], view[l].isr, pendingIsr[l])]
  /\ UNCHANGED <<status, view, fetchState, pendingIsr, truncating, responses, controllerVars, faultsLeft>>

(***************************************************************************)
(* Where the leader's log has the end of the largest epoch that is not     *)
(* later than epoch (LeaderEpochFileCache.endOffsetFor).                   *)
(***************************************************************************)
UpTo(entries, epoch) == {k \in 1..Len(entries) : entries[k].leaderEpoch <= epoch}
EndOffsetFor(entries, epoch) ==
  LET known == UpTo(entries, epoch)
  IN [kind |-> "diverging",
      leaderEpoch |-> IF known = {} THEN -1 ELSE entries[Max(known)].leaderEpoch,
      endOffset |-> Cardinality(known)]

LastEpoch(entries) == IF entries = <<>> THEN -1 ELSE entries[Len(entries)].leaderEpoch

(***************************************************************************)
(* Whether leader and follower part company before the follower's end. The *)
(* follower's last epoch is the leader's word for it, or ends earlier      *)
(* there. Before KIP-279 only the end was looked at.                       *)
(***************************************************************************)
Diverges(mine, end) ==
  \/ end.endOffset < Len(mine)
  \/ "KIP-279" \in Rules /\ end.leaderEpoch < LastEpoch(mine)

(* The follower fetches as one of the leader's epoch, or nobody asks.      *)
IsFenced(l, f) == "KIP-320" \in Rules /\ view[l].leaderEpoch # view[f].leaderEpoch

(***************************************************************************)
(* Whether this fetch compares logs. Since KIP-320 and KIP-595 each does;  *)
(* before, only the first one of a follower that has a new leader, or one  *)
(* beyond the leader's end.                                                *)
(***************************************************************************)
Compares(l, f) ==
  IF "KIP-320" \in Rules THEN log[f] # <<>>
  ELSE f \in truncating \/ Len(log[f]) > Len(log[l])

(***************************************************************************)
(* WHO: the leader (KafkaApis.handleFetchRequest, Partition.fetchRecords). *)
(* The fetch request of follower f arrives: its end offset, its last       *)
(* epoch, the epochs of its leader and its registration. The leader learns *)
(* how far the follower is and may advance the high watermark. It answers  *)
(* with what comes next and the high watermark that it had before, or with *)
(* where the logs diverge. With nothing to say it waits (DelayedFetch).    *)
(*                                                                         *)
(* A follower fetches without pause and changes nothing meanwhile: what    *)
(* its request says is what its state says, and the request needs no       *)
(* variable.                                                               *)
(*                                                                         *)
(* A request can be late, and what its sender did since, which is to stop  *)
(* or to hear of a new leader, has changed nothing at the leader: unless   *)
(* the leader heard of it, the two can change places, and the request      *)
(* arrives in time. If it did hear, of another leader epoch, it refuses    *)
(* the request (KIP-320); of another ISR, the request moves a follower's   *)
(* end, on which no high watermark depends any more; of another            *)
(* incarnation, it refuses again (Replica.updateFetchStateOrThrow).        *)
(* MCIsrReplicationUnreduced lets requests be late.                        *)
(*                                                                         *)
(* The guard is a set because TLC takes a disjunction in an action for a   *)
(* choice: with two reasons to answer it would make the same step twice.   *)
(***************************************************************************)
LeaderAnswersFetch(l, f) ==
  /\ Leads(l) /\ Up(f) /\ f # l /\ view[f].leader = l
  /\ ~IsFenced(l, f)
  /\ responses[f] = <<>>
  /\ LET end == EndOffsetFor(log[l], LastEpoch(log[f]))
         heard == [endOffset |-> Len(log[f]), brokerEpoch |-> brokerEpoch[f]]
         fetched == [fetchState[l] EXCEPT ![f] = heard]
         entries == From(log[l], Len(log[f]))
         known == Min({highWatermark[l], Len(log[f])})
     IN IF Compares(l, f) /\ (Diverges(log[f], end) \/ f \in truncating)
        THEN /\ responses' = [responses EXCEPT ![f] = <<end>>]
             /\ UNCHANGED <<highWatermark, fetchState>>
        ELSE /\ TRUE \in {entries # <<>>, known > highWatermark[f], heard # fetchState[l][f]}
             /\ fetchState' = [fetchState EXCEPT ![l] = fetched]
             /\ highWatermark' = [highWatermark EXCEPT ![l] =
                  Advanced(l, log[l], fetched, view[l].isr, pendingIsr[l])]
             /\ responses' = IF entries = <<>> /\ known <= highWatermark[f] THEN responses
                             ELSE [responses EXCEPT ![f] =
                                    <<[kind |-> "records", entries |-> entries,
                                       highWatermark |-> highWatermark[l]]>>]
  /\ UNCHANGED <<status, log, view, pendingIsr, truncating, controllerVars, faultsLeft>>

(* Where the leader's epoch starts in its log: all that earlier leaders    *)
(* appended is before it.                                                  *)
EpochStart(l) == Cardinality({k \in 1..Len(log[l]) : log[l][k].leaderEpoch < view[l].leaderEpoch})

HasCaughtUp(l, f) ==
  fetchState[l][f].endOffset >=
    Max({highWatermark[l]} \cup (IF "epoch start" \in Rules THEN {EpochStart(l)} ELSE {}))

(* The ISR that the leader asks for, each member with the epoch of its     *)
(* registration as the leader knows it (KIP-903).                          *)
AsksFor(l, isr) ==
  pendingIsr' = [pendingIsr EXCEPT ![l] =
    <<[b \in isr |-> IF b = l THEN brokerEpoch[l] ELSE fetchState[l][b].brokerEpoch]>>]

(***************************************************************************)
(* WHO: the leader (Partition.maybeExpandIsr). A follower outside the ISR  *)
(* has caught up with the high watermark and with the start of the         *)
(* leader's epoch; without the latter it could lack what is committed but  *)
(* not yet known to be. The leader sends an AlterPartition request with    *)
(* its leader epoch and partition epoch, which are those of its view.      *)
(*                                                                         *)
(* A request that is out of date when it is sent is not modelled: one that *)
(* the leader would not send if it had heard all. With an old epoch it is  *)
(* refused, because epochs never go back, and changes nothing but that the *)
(* leader waits for more replicas until it hears. With a fenced member it  *)
(* is granted only if that member is unfenced before it arrives, and then  *)
(* it can as well be sent after that: nobody else reads it until then.     *)
(***************************************************************************)
LeaderExpandsIsr(l, f) ==
  /\ Leads(l) /\ pendingIsr[l] = <<>>
  /\ f \notin view[l].isr
  /\ HasCaughtUp(l, f)
  /\ view[l].partitionEpoch = partition.partitionEpoch
  /\ f \notin fenced
  /\ AsksFor(l, view[l].isr \cup {f})
  /\ UNCHANGED <<status, logVars, view, fetchState, truncating, responses, controllerVars, faultsLeft>>

(***************************************************************************)
(* WHO: the leader (Partition.maybeShrinkIsr). A follower has not fetched  *)
(* up to the end for replica.lag.time.max.ms, because it is slow or cut    *)
(* off. That is a fault, and the budget counts it. A request that is out   *)
(* of date when it is sent is left out, as in LeaderExpandsIsr.            *)
(***************************************************************************)
LeaderShrinksIsr(l, f) ==
  /\ "partition" \in Faults /\ faultsLeft > 0
  /\ Leads(l) /\ pendingIsr[l] = <<>>
  /\ f \in view[l].isr \ {l}
  /\ view[l].partitionEpoch = partition.partitionEpoch
  /\ AsksFor(l, view[l].isr \ {f})
  /\ faultsLeft' = faultsLeft - 1
  /\ UNCHANGED <<status, logVars, view, fetchState, truncating, responses, controllerVars>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE FOLLOWER                                                            *)
(***************************************************************************)

(***************************************************************************)
(* How much of its log the follower keeps where the leader says that logs  *)
(* diverge (AbstractFetcherThread.getOffsetTruncationState). With an epoch *)
(* that the follower does not know either it goes back further and asks    *)
(* again.                                                                  *)
(***************************************************************************)
Kept(mine, end) ==
  IF "KIP-279" \in Rules
  THEN Min({Len(mine), end.endOffset, Cardinality(UpTo(mine, end.leaderEpoch))})
  ELSE Min({Len(mine), end.endOffset})

(***************************************************************************)
(* WHO: a follower (AbstractFetcherThread.processFetchRequest). The        *)
(* response to its fetch arrives: it appends the entries and takes over    *)
(* the high watermark, or truncates.                                       *)
(***************************************************************************)
FollowerReceives(f) ==
  /\ responses[f] # <<>>
  /\ LET response == Head(responses[f])
     IN IF response.kind = "records"
        THEN LET entries == log[f] \o response.entries
             IN /\ log' = [log EXCEPT ![f] = entries]
                /\ highWatermark' = [highWatermark EXCEPT ![f] =
                     Max({@, Min({response.highWatermark, Len(entries)})})]
                /\ UNCHANGED truncating
        ELSE LET kept == Kept(log[f], response)
             IN /\ log' = [log EXCEPT ![f] = Prefix(@, kept)]
                /\ highWatermark' = [highWatermark EXCEPT ![f] = Min({@, kept})]
                /\ truncating' = truncating \ {f}
  /\ responses' = [responses EXCEPT ![f] = <<>>]
  /\ UNCHANGED <<status, view, fetchState, pendingIsr, controllerVars, faultsLeft>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* EVERY BROKER                                                            *)
(***************************************************************************)

(***************************************************************************)
(* Broker b hears of the partition as it is now. Under another leader      *)
(* epoch a leader knows nothing yet of where its followers are, and a      *)
(* follower drops the response that was on its way. Before KIP-101 it      *)
(* truncates to its own high watermark, between KIP-101 and KIP-320 it     *)
(* asks the new leader before it fetches.                                  *)
(***************************************************************************)
Hears(b, now) ==
  LET new == view[b].leaderEpoch < now.leaderEpoch
      fetched == IF new THEN [f \in Brokers |-> Unheard] ELSE fetchState[b]
      follows == new /\ now.leader \notin {NoBroker, b}
  IN /\ view' = [view EXCEPT ![b] = now]
     /\ fetchState' = [fetchState EXCEPT ![b] = fetched]
     /\ pendingIsr' = [pendingIsr EXCEPT ![b] = <<>>]
     /\ responses' = [responses EXCEPT ![b] = IF new THEN <<>> ELSE @]
     /\ log' = IF follows /\ "KIP-101" \notin Rules
               THEN [log EXCEPT ![b] = Prefix(@, highWatermark[b])] ELSE log
     /\ truncating' =
          IF follows /\ "KIP-101" \in Rules /\ "KIP-320" \notin Rules /\ log[b] # <<>>
          THEN truncating \cup {b}
          ELSE IF new THEN truncating \ {b} ELSE truncating
     /\ highWatermark' = IF now.leader = b
                         THEN [highWatermark EXCEPT ![b] = Advanced(b, log[b], fetched, now.isr, <<>>)]
                         ELSE highWatermark

(***************************************************************************)
(* WHO: a broker (ReplicaManager.applyDelta), from the controller's log,   *)
(* or a leader from the answer to its AlterPartition request, which says   *)
(* the same. It does not while the controller holds it for stopped: the    *)
(* two are cut off from each other.                                        *)
(*                                                                         *)
(* Difference from Kafka: it hears of the newest state at once. Hearing of *)
(* those between them now is the same as having heard of them when they    *)
(* were new.                                                               *)
(***************************************************************************)
BrokerLearns(b) ==
  /\ Up(b) /\ b \notin fenced
  /\ view[b].partitionEpoch < partition.partitionEpoch
  /\ Hears(b, partition)
  /\ UNCHANGED <<status, controllerVars, faultsLeft>>

(* A broker that is gone knows nothing; its log and the checkpoint of its  *)
(* high watermark stay. What was on its way to or from it is lost. To lose *)
(* a response is the same as to get it and stop, or to stop before.        *)
Stops(b, as, kept) ==
  /\ status' = [status EXCEPT ![b] = as]
  /\ log' = [log EXCEPT ![b] = Prefix(@, kept)]
  /\ highWatermark' = [highWatermark EXCEPT ![b] = Min({@, kept})]
  /\ view' = [view EXCEPT ![b] = Nothing]
  /\ fetchState' = [fetchState EXCEPT ![b] = [f \in Brokers |-> Unheard]]
  /\ pendingIsr' = [pendingIsr EXCEPT ![b] = <<>>]
  /\ truncating' = truncating \ {b}
  /\ responses' = [f \in Brokers |-> IF f = b \/ view[f].leader = b THEN <<>> ELSE responses[f]]

(***************************************************************************)
(* WHO: a machine or an operating system. The broker stops. With disk      *)
(* faults it loses the last entries of its log, which were not flushed     *)
(* (an unclean shutdown with n entries lost).                              *)
(***************************************************************************)
BrokerCrashes(b, n) ==
  /\ (IF n = 0 THEN "crash" ELSE "disk") \in Faults /\ faultsLeft > 0
  /\ Up(b)
  /\ n <= Len(log[b])
  /\ Stops(b, "crashed", Len(log[b]) - n)
  /\ faultsLeft' = faultsLeft - 1
  /\ UNCHANGED controllerVars

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE CONTROLLER                                                          *)
(***************************************************************************)

(* Who may lead and be in the ISR, if those in out may not. A broker that  *)
(* asked for a controlled shutdown may not before it has registered anew.  *)
Active(out) == {b \in Brokers : b \notin out /\ status[b] \notin {"shutting down", "stopped"}}

(***************************************************************************)
(* Whom the controller may elect, given the ISR and the eligible leader    *)
(* replicas: a member of the ISR; if there is none, an eligible leader     *)
(* replica; if there are none either, the last known leader; and whoever   *)
(* is active, if unclean elections are allowed and all of these fail       *)
(* (PartitionChangeBuilder.electAnyLeader).                                *)
(*                                                                         *)
(* Difference from Kafka: of several it may be any, where Kafka takes the  *)
(* first of the replica list.                                              *)
(***************************************************************************)
Candidates(isr, eligible, last, active) ==
  IF isr \cap active # {} THEN isr \cap active
  ELSE IF isr = {} /\ eligible \cap active # {} THEN eligible \cap active
  ELSE IF isr = {} /\ eligible = {} /\ last \in active THEN {last}
  ELSE IF UncleanLeaderElection THEN active
  ELSE {}

(***************************************************************************)
(* Without b the ISR may become empty only under KIP-966; before, its last *)
(* member stayed.                                                          *)
(***************************************************************************)
IsrWithout(b) == IF "KIP-966" \notin Rules /\ partition.isr = {b} THEN {b} ELSE partition.isr \ {b}

(* Who may be elected beside the ISR: those who left it since it is        *)
(* smaller than min.insync.replicas, as nothing was committed without them *)
(* (PartitionChangeBuilder.maybePopulateTargetElr).                        *)
Eligible(isr) ==
  IF "KIP-966" \notin Rules \/ Cardinality(isr) >= EffectiveMinIsr THEN {}
  ELSE (elr \cup partition.isr) \ isr

(***************************************************************************)
(* The controller's new state of the partition: the ISR, the eligible      *)
(* leader replicas, and n as the leader. The leader stays as long as it    *)
(* can. A new one comes under a new leader epoch; from outside the ISR it  *)
(* is the ISR from then on.                                                *)
(***************************************************************************)
Decides(n, isr, eligible, active) ==
  LET stays == partition.leader \in isr \cap active
      last == IF "KIP-966" \notin Rules THEN NoBroker
              ELSE IF partition.leader = NoBroker THEN lastKnownLeader ELSE partition.leader
      candidates == IF stays THEN {partition.leader} ELSE Candidates(isr, eligible, last, active)
      isr2 == IF n \in isr \/ n = NoBroker THEN isr ELSE {n}
      elr2 == IF n \in isr \/ n = NoBroker THEN eligible ELSE IF n \in eligible THEN eligible \ {n} ELSE {}
      changed == <<n, isr2, elr2>> # <<partition.leader, partition.isr, elr>>
  IN /\ IF candidates = {} THEN n = NoBroker ELSE n \in candidates
     /\ partition' = [leader |-> n,
                      leaderEpoch |-> partition.leaderEpoch + (IF n = partition.leader THEN 0 ELSE 1),
                      isr |-> isr2,
                      partitionEpoch |-> partition.partitionEpoch + (IF changed THEN 1 ELSE 0)]
     /\ elr' = elr2
     /\ lastKnownLeader' = IF n = NoBroker THEN last ELSE NoBroker

(***************************************************************************)
(* WHO: the controller (ReplicationControlManager.handleBrokerFenced).     *)
(* broker.session.timeout.ms is over for a broker: because it stopped, or  *)
(* because the two are cut off from each other, which is a fault and makes *)
(* a leader a zombie. It leaves the ISR and loses the leadership to n.     *)
(***************************************************************************)
ControllerFences(b, n) ==
  /\ b \notin fenced
  /\ IF Up(b) THEN /\ "partition" \in Faults /\ faultsLeft > 0
                   /\ faultsLeft' = faultsLeft - 1
              ELSE UNCHANGED faultsLeft
  /\ fenced' = fenced \cup {b}
  /\ Decides(n, IsrWithout(b), Eligible(IsrWithout(b)), Active(fenced'))
  /\ UNCHANGED <<brokerVars, brokerEpoch>>

(***************************************************************************)
(* WHO: the controller (handleBrokerUnfenced). A running broker can be     *)
(* reached again. If there was no leader it may become one.                *)
(***************************************************************************)
ControllerUnfences(b, n) ==
  /\ b \in fenced /\ Up(b)
  /\ fenced' = fenced \ {b}
  /\ Decides(n, partition.isr, elr, Active(fenced'))
  /\ UNCHANGED <<brokerVars, brokerEpoch, faultsLeft>>

(***************************************************************************)
(* WHO: a broker that comes back (BrokerLifecycleManager), once the        *)
(* controller has fenced what it was before. It registers under a new      *)
(* broker epoch and is let in when it knows the present state of the       *)
(* partition (KIP-631). After an unclean shutdown it is neither in the ISR *)
(* nor an eligible leader replica any more (handleBrokerUncleanShutdown).  *)
(***************************************************************************)
BrokerRestarts(b, n) ==
  /\ ~Up(b) /\ b \in fenced
  /\ LET unclean == IF status[b] = "crashed" /\ "KIP-966" \in Rules THEN {b} ELSE {}
         isr == partition.isr \ unclean
     IN Decides(n, isr, elr \ unclean, Active(fenced) \cup {b})
  /\ status' = [status EXCEPT ![b] = "running"]
  /\ fenced' = fenced \ {b}
  /\ brokerEpoch' = [brokerEpoch EXCEPT ![b] = @ + 1]
  /\ Hears(b, partition')
  /\ UNCHANGED faultsLeft

(***************************************************************************)
(* WHO: an operator. The broker asks the controller for a controlled       *)
(* shutdown (KIP-631): it leaves the ISR and hands its leadership to n     *)
(* before it stops.                                                        *)
(***************************************************************************)
BrokerShutsDown(b, n) ==
  /\ "shutdown" \in Faults /\ faultsLeft > 0
  /\ status[b] = "running" /\ b \notin fenced
  /\ status' = [status EXCEPT ![b] = "shutting down"]
  /\ Decides(n, IsrWithout(b), Eligible(IsrWithout(b)), Active(fenced \cup {b}))
  /\ faultsLeft' = faultsLeft - 1
  /\ UNCHANGED <<logVars, view, fetchState, pendingIsr, truncating, responses, fenced, brokerEpoch>>

(* WHO: that broker. It stops with all of its log.                         *)
BrokerStops(b) ==
  /\ status[b] = "shutting down"
  /\ Stops(b, "stopped", Len(log[b]))
  /\ UNCHANGED <<controllerVars, faultsLeft>>

(***************************************************************************)
(* Whether the controller takes the ISR that l asks for: the request is of *)
(* the present leader epoch and partition epoch, and every member runs as  *)
(* far as the controller knows, and is the incarnation that the leader     *)
(* means (validateAlterPartitionData, KIP-841, KIP-903). Of a member of    *)
(* the ISR that has not fetched from this leader yet the leader means any  *)
(* (broker epoch -1, Partition.addBrokerEpochToIsr): it can only join by   *)
(* fetching, and if it stopped meanwhile it has left the ISR by now.       *)
(***************************************************************************)
IsOfNow(l) == view[l].leaderEpoch = partition.leaderEpoch /\ view[l].partitionEpoch = partition.partitionEpoch
AreEligible(asked) ==
  \A b \in DOMAIN asked :
    /\ b \in Active(fenced)
    /\ "KIP-903" \in Rules => asked[b] \in {brokerEpoch[b], Unheard.brokerEpoch}

(***************************************************************************)
(* WHO: the controller (alterPartition). The request of leader l arrives   *)
(* and is granted. The leader goes on with the maximal ISR until it hears  *)
(* of it, as BrokerLearns. A request of an older epoch has no effect, and  *)
(* its answer neither: the leader waits for the news.                      *)
(***************************************************************************)
ControllerAltersPartition(l) ==
  /\ pendingIsr[l] # <<>>
  /\ IsOfNow(l) /\ AreEligible(pendingIsr[l][1])
  /\ LET isr == DOMAIN pendingIsr[l][1]
     IN /\ partition' = [partition EXCEPT !.isr = isr, !.partitionEpoch = @ + 1]
        /\ elr' = Eligible(isr)
  /\ UNCHANGED <<brokerVars, lastKnownLeader, fenced, brokerEpoch, faultsLeft>>

(***************************************************************************)
(* WHO: the controller. It refuses the request because of a member         *)
(* (INELIGIBLE_REPLICA), and the leader goes back to the ISR that it had.  *)
(*                                                                         *)
(* Difference from Kafka: request and answer are one step. The leader does *)
(* nothing else meanwhile but wait for more replicas than it had to.       *)
(***************************************************************************)
ControllerRefuses(l) ==
  /\ pendingIsr[l] # <<>>
  /\ IsOfNow(l) /\ ~AreEligible(pendingIsr[l][1])
  /\ pendingIsr' = [pendingIsr EXCEPT ![l] = <<>>]
  /\ UNCHANGED <<status, logVars, view, fetchState, truncating, responses, controllerVars, faultsLeft>>

-----------------------------------------------------------------------------
(* Nothing is said of what is appended, but how much.                      *)
LeaderAppendsValue(l, v) ==
  /\ Len(log[l]) < MaxRecords
  /\ LeaderAppends(l, [leaderEpoch |-> view[l].leaderEpoch, value |-> v])

Next ==
  \/ \E l \in Brokers, v \in Values : LeaderAppendsValue(l, v)
  \/ \E l, f \in Brokers : LeaderAnswersFetch(l, f)
  \/ \E l, f \in Brokers : LeaderExpandsIsr(l, f)
  \/ \E l, f \in Brokers : LeaderShrinksIsr(l, f)
  \/ \E f \in Brokers : FollowerReceives(f)
  \/ \E b \in Brokers : BrokerLearns(b)
  \/ \E b \in Brokers, n \in 0..MaxRecords : BrokerCrashes(b, n)
  \/ \E b \in Brokers, n \in Brokers \cup {NoBroker} : ControllerFences(b, n)
  \/ \E b \in Brokers, n \in Brokers \cup {NoBroker} : ControllerUnfences(b, n)
  \/ \E b \in Brokers, n \in Brokers \cup {NoBroker} : BrokerRestarts(b, n)
  \/ \E b \in Brokers, n \in Brokers \cup {NoBroker} : BrokerShutsDown(b, n)
  \/ \E b \in Brokers : BrokerStops(b)
  \/ \E l \in Brokers : ControllerAltersPartition(l)
  \/ \E l \in Brokers : ControllerRefuses(l)

Spec == Init /\ [][Next]_vars

THEOREM Spec => []TypeOK
=============================================================================
