package org.acksiom.kafka.sender;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.clients.producer.internals.ProducerBatch;
import org.apache.kafka.clients.producer.internals.RecordAccumulator;
import org.apache.kafka.clients.producer.internals.Sender;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.internals.ProducerIdAndEpoch;

/**
 * What the classes of kafka-clients 4.4.0 keep to themselves and must be known here: how to let the
 * I/O thread make one turn, and the state that decides what it does next. They are only read.
 */
final class SenderInternals {
  private static final String PARTITION_STATE =
      "org.apache.kafka.clients.producer.internals.TxnPartitionEntry";
  private static final String PARTITION_STATES =
      "org.apache.kafka.clients.producer.internals.TxnPartitionMap";

  private final MethodHandle runOnce;
  private final MethodHandle muted;
  private final MethodHandle producerIdAndEpoch;
  private final MethodHandle hasFatalError;
  private final MethodHandle unresolved;
  private final MethodHandle bumpRequired;
  private final MethodHandle partitionStates;
  private final MethodHandle partitionState;
  private final MethodHandle stateProducerIdAndEpoch;
  private final MethodHandle nextSequence;
  private final MethodHandle lastAckedSequence;
  private final MethodHandle tracked;

  /**
   * @throws IllegalStateException if the classes are not those of the version that this is for
   */
  SenderInternals() {
    try {
      MethodHandles.Lookup sender = lookupIn(Sender.class);
      MethodHandles.Lookup accumulator = lookupIn(RecordAccumulator.class);
      MethodHandles.Lookup manager = lookupIn(TransactionManager.class);
      Class<?> statesClass = sender.findClass(PARTITION_STATES);
      Class<?> stateClass = sender.findClass(PARTITION_STATE);
      MethodHandles.Lookup states = lookupIn(statesClass);
      MethodHandles.Lookup state = lookupIn(stateClass);
      runOnce = sender.findVirtual(Sender.class, "runOnce", MethodType.methodType(void.class));
      muted = accumulator.findGetter(RecordAccumulator.class, "muted", Set.class);
      producerIdAndEpoch =
          manager.findGetter(
              TransactionManager.class, "producerIdAndEpoch", ProducerIdAndEpoch.class);
      hasFatalError =
          manager.findVirtual(
              TransactionManager.class, "hasFatalError", MethodType.methodType(boolean.class));
      unresolved =
          manager.findGetter(
              TransactionManager.class, "partitionsWithUnresolvedSequences", Map.class);
      bumpRequired =
          manager.findGetter(
              TransactionManager.class, "clientSideEpochBumpRequired", boolean.class);
      partitionStates = generic(manager, TransactionManager.class, "txnPartitionMap", statesClass);
      partitionState =
          states
              .findVirtual(
                  statesClass,
                  "getOrCreate",
                  MethodType.methodType(stateClass, TopicPartition.class))
              .asType(MethodType.methodType(Object.class, Object.class, TopicPartition.class));
      stateProducerIdAndEpoch =
          generic(state, stateClass, "producerIdAndEpoch", ProducerIdAndEpoch.class);
      nextSequence = generic(state, stateClass, "nextSequence", int.class);
      lastAckedSequence = generic(state, stateClass, "lastAckedSequence", int.class);
      tracked = generic(state, stateClass, "inflightBatchesBySequence", SortedSet.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "expected the producer of kafka-clients 4.4.0, found another: " + e.getMessage(), e);
    }
  }

  private static MethodHandles.Lookup lookupIn(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
  }

  /** A getter that takes any object: its owner can't be named here. */
  private static MethodHandle generic(
      MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type)
      throws ReflectiveOperationException {
    return lookup
        .findGetter(owner, field, type)
        .asType(MethodType.methodType(type.isPrimitive() ? type : Object.class, Object.class));
  }

  /** One turn of the I/O thread. What it throws is thrown here. */
  void runOnce(Sender sender) {
    call(() -> runOnce.invoke(sender));
  }

  boolean isMuted(RecordAccumulator accumulator, TopicPartition partition) {
    return ((Set<?>) call(() -> (Set<?>) muted.invoke(accumulator))).contains(partition);
  }

  int producerEpoch(TransactionManager manager) {
    return ((ProducerIdAndEpoch) call(() -> producerIdAndEpoch.invoke(manager))).epoch;
  }

  /** Whether it does nothing more, or has put off something that its next turn does. */
  boolean isStuckOrBusy(TransactionManager manager) {
    return (boolean) call(() -> (boolean) hasFatalError.invoke(manager))
        || (boolean) call(() -> (boolean) bumpRequired.invoke(manager));
  }

  /** The sequence after the last one that was given up, or -1. */
  int unresolved(TransactionManager manager, TopicPartition partition) {
    Object next = ((Map<?, ?>) call(() -> unresolved.invoke(manager))).get(partition);
    return next == null ? -1 : (Integer) next;
  }

  /** What the manager knows of a partition: the argument of the methods below. */
  Object partitionState(TransactionManager manager, TopicPartition partition) {
    Object states = call(() -> partitionStates.invoke(manager));
    return call(() -> partitionState.invoke(states, partition));
  }

  int epochOf(Object partitionState) {
    return ((ProducerIdAndEpoch) call(() -> stateProducerIdAndEpoch.invoke(partitionState))).epoch;
  }

  int nextSequence(Object partitionState) {
    return (int) call(() -> (int) nextSequence.invoke(partitionState));
  }

  int lastAckedSequence(Object partitionState) {
    return (int) call(() -> (int) lastAckedSequence.invoke(partitionState));
  }

  /** The batches whose sequences are not decided, in the order of sequences. */
  @SuppressWarnings("unchecked") // the field's type
  SortedSet<ProducerBatch> tracked(Object partitionState) {
    return (SortedSet<ProducerBatch>) call(() -> tracked.invoke(partitionState));
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private static Object call(Call call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
