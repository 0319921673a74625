package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what a history says of one partition, to be told to another later: a few bytes for
 * each thing said, because nearly every number is the successor of one before, or near it.
 *
 * <p>What is said takes a byte for its kind and for what need not be written, and variable-length
 * numbers (LEB128), which are differences. It never reaches from one piece into the next; the
 * pieces are in memory or, once memory is short, in the {@link Spill}. Records that are neither
 * numbers nor strings stay in memory.
 */
final class PartitionLog implements PartitionEvents {
  private static final int PIECE_MIN = 256;
  private static final int PIECE_MAX = 1 << 16;

  /** What is said takes less than this, but for the characters of a string. */
  private static final int SAID_MAX = 48;

  /** A character takes up to so many bytes. */
  private static final int CHARACTER_MAX = 3;

  private static final int SEND = 0;
  private static final int ACKED = 1;
  private static final int COMPLETED = 2;
  private static final int FAILED = 3;
  private static final int READ = 4;
  private static final int STEPPED = 5;
  private static final int FINAL_READ = 6;
  private static final int READ_FINALLY = 7;
  private static final int KIND = 7;

  /** The event is that of what was said before. */
  private static final int SAME_EVENT = 8;

  /** The record is no number. */
  private static final int THING = 16;

  /**
   * The record is the successor of the last one of its kind, or the send is that of the last ack.
   */
  private static final int NEXT_RECORD = 32;

  /** The offset is the successor of the last one of its kind. */
  private static final int NEXT_OFFSET = 64;

  /** The producer is that of the last send. */
  private static final int SAME_PRODUCER = 128;

  /** Where a piece is: in memory, or at a position of the spill. */
  private record Piece(byte[] bytes, long position, int length) {}

  /** The numbers from which differences are taken, while writing and while reading alike. */
  private static final class Last {
    private int event;
    private int producer;
    private int acked = -1;
    private long sent = -1;
    private long ackedOffset = -1;
    private long read = -1;
    private long readOffset = -1;
  }

  private final Object key;
  private final Spill spill;
  private final Last last = new Last();
  private final List<Piece> pieces = new ArrayList<>();

  /** The records that are neither numbers nor strings, in the order in which they are said. */
  private final List<Object> objects = new ArrayList<>();

  private byte[] bytes = {};
  private int size;
  private int sends;

  PartitionLog(Object key, Spill spill) {
    this.key = key;
    this.spill = spill;
    spill.add(this);
  }

  Object key() {
    return key;
  }

  /** How many sends it has. */
  int sends() {
    return sends;
  }

  @Override
  public int send(int event, int producer, long word, Object thing) {
    int flags = begin(SEND, event, thing);
    if (producer == last.producer) {
      flags |= SAME_PRODUCER;
    }
    if (thing == null && word == last.sent + 1) {
      flags |= NEXT_RECORD;
    }
    head(flags, event);
    if ((flags & SAME_PRODUCER) == 0) {
      unsigned(producer);
      last.producer = producer;
    }
    if (record(flags, word, thing, last.sent)) {
      last.sent = word;
    }
    return sends++;
  }

  @Override
  public void acked(int event, int send, long offset) {
    int flags = begin(ACKED, event, null);
    if (send == last.acked + 1) {
      flags |= NEXT_RECORD;
    }
    if (offset == last.ackedOffset + 1) {
      flags |= NEXT_OFFSET;
    }
    head(flags, event);
    if ((flags & NEXT_RECORD) == 0) {
      signed(send - last.acked);
    }
    if ((flags & NEXT_OFFSET) == 0) {
      signed(offset - last.ackedOffset);
    }
    last.acked = send;
    last.ackedOffset = offset;
  }

  @Override
  public void completed(int event, int send) {
    told(COMPLETED, event, send);
  }

  @Override
  public void failed(int event, int send) {
    told(FAILED, event, send);
  }

  private void told(int kind, int event, int send) {
    head(begin(kind, event, null), event);
    signed(send - last.acked);
    last.acked = send;
  }

  @Override
  public void read(int event, long offset, long word, Object thing) {
    read(READ, event, offset, word, thing);
  }

  @Override
  public void stepped(long consumer, long from, int fromEvent) {
    head(begin(STEPPED, last.event, null), last.event);
    signed(consumer);
    signed(from - last.readOffset);
    unsigned(last.event - fromEvent);
  }

  @Override
  public void finalRead(int event) {
    head(begin(FINAL_READ, event, null), event);
    last.readOffset = -1;
  }

  @Override
  public void readFinally(int event, long offset, long word, Object thing) {
    read(READ_FINALLY, event, offset, word, thing);
  }

  private void read(int kind, int event, long offset, long word, Object thing) {
    int flags = begin(kind, event, thing);
    if (thing == null && word == last.read + 1) {
      flags |= NEXT_RECORD;
    }
    if (offset == last.readOffset + 1) {
      flags |= NEXT_OFFSET;
    }
    head(flags, event);
    if ((flags & NEXT_OFFSET) == 0) {
      signed(offset - last.readOffset);
    }
    if (record(flags, word, thing, last.read)) {
      last.read = word;
    }
    last.readOffset = offset;
  }

  /** Tells it all, in the order in which it was said. */
  void tell(PartitionEvents listener) {
    Reader in = new Reader(objects);
    byte[] buffer = {};
    for (Piece piece : pieces) {
      if (piece.bytes() != null) {
        tell(listener, in, piece.bytes(), piece.length());
      } else {
        buffer = buffer.length < piece.length() ? new byte[piece.length()] : buffer;
        spill.read(piece.position(), buffer, piece.length());
        tell(listener, in, buffer, piece.length());
      }
    }
    tell(listener, in, bytes, size);
  }

  /** Moves all pieces into the spill. */
  void spill() {
    endPiece();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.bytes() != null) {
        long position = spill.write(piece.bytes(), piece.length());
        pieces.set(i, new Piece(null, position, piece.length()));
      }
    }
  }

  private void endPiece() {
    if (size > 0) {
      pieces.add(new Piece(bytes, 0, size));
      bytes = new byte[0];
      size = 0;
    }
  }

  /** Has room for what is said next, and begins its flags. */
  private int begin(int kind, int event, Object thing) {
    int room = SAID_MAX + (thing instanceof String text ? CHARACTER_MAX * text.length() : 0);
    if (bytes.length - size < room) {
      int length = Math.max(room, Math.min(PIECE_MAX, Math.max(PIECE_MIN, 2 * bytes.length)));
      endPiece();
      spill.take(length);
      bytes = new byte[length];
    }
    return kind | (event == last.event ? SAME_EVENT : 0) | (thing == null ? 0 : THING);
  }

  private void head(int flags, int event) {
    bytes[size++] = (byte) flags;
    if ((flags & SAME_EVENT) == 0) {
      unsigned(event - last.event);
      last.event = event;
    }
  }

  /** Writes a record; whether it is a number. */
  private boolean record(int flags, long word, Object thing, long before) {
    if (thing instanceof String text) {
      unsigned(1 + text.length());
      for (int i = 0; i < text.length(); i++) {
        unsigned(text.charAt(i));
      }
      return false;
    }
    if (thing != null) {
      unsigned(0);
      spill.keep(PlainSize.of(thing));
      objects.add(thing);
      return false;
    }
    if ((flags & NEXT_RECORD) == 0) {
      signed(word - before);
    }
    return true;
  }

  private void signed(long number) {
    unsigned((number << 1) ^ (number >> 63));
  }

  private void unsigned(long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Reads one piece. */
  private static void tell(PartitionEvents listener, Reader in, byte[] piece, int length) {
    in.begin(piece);
    Last last = in.last;
    while (in.position < length) {
      int flags = piece[in.position++];
      if ((flags & SAME_EVENT) == 0) {
        last.event += (int) in.unsigned();
      }
      int event = last.event;
      switch (flags & KIND) {
        case SEND -> {
          if ((flags & SAME_PRODUCER) == 0) {
            last.producer = (int) in.unsigned();
          }
          if ((flags & THING) != 0) {
            listener.send(event, last.producer, 0, in.thing());
          } else {
            last.sent += (flags & NEXT_RECORD) != 0 ? 1 : in.signed();
            listener.send(event, last.producer, last.sent, null);
          }
        }
        case ACKED -> {
          last.acked += (flags & NEXT_RECORD) != 0 ? 1 : (int) in.signed();
          last.ackedOffset += (flags & NEXT_OFFSET) != 0 ? 1 : in.signed();
          listener.acked(event, last.acked, last.ackedOffset);
        }
        case COMPLETED -> {
          last.acked += (int) in.signed();
          listener.completed(event, last.acked);
        }
        case FAILED -> {
          last.acked += (int) in.signed();
          listener.failed(event, last.acked);
        }
        case STEPPED -> {
          long consumer = in.signed();
          long from = last.readOffset + in.signed();
          listener.stepped(consumer, from, event - (int) in.unsigned());
        }
        case FINAL_READ -> {
          last.readOffset = -1;
          listener.finalRead(event);
        }
        default -> {
          last.readOffset += (flags & NEXT_OFFSET) != 0 ? 1 : in.signed();
          Object thing = null;
          long word = 0;
          if ((flags & THING) != 0) {
            thing = in.thing();
          } else {
            last.read += (flags & NEXT_RECORD) != 0 ? 1 : in.signed();
            word = last.read;
          }
          if ((flags & KIND) == READ) {
            listener.read(event, last.readOffset, word, thing);
          } else {
            listener.readFinally(event, last.readOffset, word, thing);
          }
        }
      }
    }
  }

  /** What the pieces have, one after another. */
  private static final class Reader {
    private final List<Object> objects;
    private final Last last = new Last();
    private int object;
    private byte[] bytes = {};
    private int position;

    private Reader(List<Object> objects) {
      this.objects = objects;
    }

    private void begin(byte[] piece) {
      bytes = piece;
      position = 0;
    }

    private long unsigned() {
      long number = bytes[position++];
      if (number >= 0) {
        return number;
      }
      number &= 0x7F;
      for (int shift = 7; ; shift += 7) {
        long more = bytes[position++];
        number |= (more & 0x7F) << shift;
        if (more >= 0) {
          return number;
        }
      }
    }

    private long signed() {
      long number = unsigned();
      return (number >>> 1) ^ -(number & 1);
    }

    private Object thing() {
      int length = (int) unsigned() - 1;
      if (length < 0) {
        return objects.get(object++);
      }
      char[] text = new char[length];
      for (int i = 0; i < length; i++) {
        text[i] = (char) unsigned();
      }
      return new String(text);
    }
  }
}
