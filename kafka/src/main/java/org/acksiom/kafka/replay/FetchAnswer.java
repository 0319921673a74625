package org.acksiom.kafka.replay;

import java.util.Optional;
import org.acksiom.impl.core.FetchResponse.Diverging;
import org.acksiom.impl.core.FetchResponse.Records;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * What a leader's answer to a fetch says.
 *
 * @param kind of what
 * @param records how many records it has
 */
record FetchAnswer(Kind kind, int records) {
  static final FetchAnswer NONE = new FetchAnswer(Kind.NONE, 0);

  /** What an answer is about. */
  enum Kind {
    /** There is none. */
    NONE,
    /** Nothing but, perhaps, a high watermark. */
    EMPTY,
    /** Records. */
    RECORDS,
    /** Where the logs part. */
    DIVERGING,
    /** An error. */
    ERROR
  }

  /** What Kafka answers. */
  static FetchAnswer of(FetchResponse response) {
    if (response.error() != Errors.NONE) {
      return new FetchAnswer(Kind.ERROR, 0);
    }
    for (FetchableTopicResponse topic : response.data().responses()) {
      for (PartitionData partition : topic.partitions()) {
        if (partition.errorCode() != Errors.NONE.code()) {
          return new FetchAnswer(Kind.ERROR, 0);
        }
        if (partition.divergingEpoch().endOffset() >= 0) {
          return new FetchAnswer(Kind.DIVERGING, 0);
        }
        int records = 0;
        for (Record record : ((MemoryRecords) FetchResponse.recordsOrFail(partition)).records()) {
          records += record.hasValue() ? 1 : 0;
        }
        return new FetchAnswer(records == 0 ? Kind.EMPTY : Kind.RECORDS, records);
      }
    }
    return new FetchAnswer(Kind.EMPTY, 0);
  }

  /**
   * What the simulated leader answers; nothing is what Kafka answers after a while without news.
   */
  static FetchAnswer of(Optional<org.acksiom.impl.core.FetchResponse> simulated) {
    if (simulated.isPresent() && simulated.get() instanceof Diverging) {
      return new FetchAnswer(Kind.DIVERGING, 0);
    }
    if (simulated.isPresent() && simulated.get() instanceof Records records) {
      int count = records.entries().size();
      return new FetchAnswer(count == 0 ? Kind.EMPTY : Kind.RECORDS, count);
    }
    return new FetchAnswer(Kind.EMPTY, 0);
  }
}
