------------------------ MODULE IsrReplicationCommit ------------------------
(***************************************************************************)
(* That IsrReplication implements Commit. The mapping:                     *)
(*                                                                         *)
(*   leader     counts the brokers that have come to know that they lead,  *)
(*              each with its leader epoch. The controller's word alone    *)
(*              makes no leader, and an earlier one that does not know yet *)
(*              is a former leader.                                        *)
(*   log        the log of that leader; of one that has stopped, what it   *)
(*              was, until another has taken over                          *)
(*   committed  what a leader's high watermark has ever passed, in the     *)
(*              order of the log, whichever leader that was                *)
(*   former     the logs of former leaders                                 *)
(*   disasters  none: whatever is lost, the mapping does not call it a     *)
(*              disaster                                                   *)
(*                                                                         *)
(* A new leader that lacks something committed is no step of Commit, as    *)
(* the records are mapped themselves and not only how many there are.      *)
(***************************************************************************)
EXTENDS IsrReplicationProperties

VARIABLES
  aux_log,     \* the log of the last leader that took over
  aux_former,  \* the logs of those before it
  aux_epoch,   \* its leader epoch
  aux_count    \* how many have taken over

auxVars == <<aux_log, aux_former, aux_epoch, aux_count>>

(* Before there is any, the leader's log is empty, and it is the leader    *)
(* that all brokers know of.                                               *)
CommitInit ==
  /\ HistoryInit
  /\ aux_log = <<>>
  /\ aux_former = {}
  /\ aux_epoch = 1
  /\ aux_count = 1

Leading == {b \in Brokers : Leads(b)}

(* What former leaders appended in this step.                              *)
Appended == {log'[b] : b \in {l \in Leading : view[l].leaderEpoch < aux_epoch /\ Len(log'[l]) > Len(log[l])}}

CommitNext ==
  /\ HistoryNext
  /\ LET newer == {b \in Brokers : Leads(b)' /\ view'[b].leaderEpoch > aux_epoch}
         same == {b \in Brokers : Leads(b)' /\ view'[b].leaderEpoch = aux_epoch}
     IN IF newer # {}
        THEN LET b == CHOOSE l \in newer : TRUE
             IN /\ aux_log' = log'[b]
                /\ aux_epoch' = view'[b].leaderEpoch
                /\ aux_count' = aux_count + 1
                /\ aux_former' = aux_former \cup {aux_log}
        ELSE /\ aux_log' = IF same = {} THEN aux_log ELSE log'[CHOOSE l \in same : TRUE]
             /\ aux_former' = aux_former \cup Appended
             /\ UNCHANGED <<aux_epoch, aux_count>>

CommitSpec == CommitInit /\ [][CommitNext]_<<vars, aux_committed, auxVars>>

(* A fault and the broker's return cost a leader epoch each, and so does a *)
(* controlled shutdown before the broker has stopped.                      *)
MaxEpoch == 1 + 3 * MaxFaults

C == INSTANCE Commit WITH
  Records <- [leaderEpoch : 1..MaxEpoch, value : Values],
  MaxFailures <- MaxEpoch,
  MaxDisasters <- 0,
  log <- aux_log,
  committed <- aux_committed,
  former <- aux_former,
  leader <- aux_count,
  disasters <- 0

StartsAsCommit == C!Init

(***************************************************************************)
(* C!Next or nothing. That nothing changes is asked first, though the      *)
(* brackets say it too: TLC asks in this order, and most steps of          *)
(* replication are none of Commit.                                         *)
(***************************************************************************)
StepsAsCommit == [][UNCHANGED C!vars \/ C!Next]_(C!vars)

(* C!Spec. In two parts because TLC names a property that fails only if it *)
(* is one step's.                                                          *)
ImplementsCommit == StartsAsCommit /\ StepsAsCommit

THEOREM ~UncleanLeaderElection /\ Rules = AllRules /\ "disk" \notin Faults => (CommitSpec => ImplementsCommit)
=============================================================================
