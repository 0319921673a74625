package org.acksiom.modelcheck.example;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A lock, first come, first served: one method for each action of the module {@code Lock}. */
class LockServer {
  private static final int NOBODY = 0;

  private final Deque<Integer> waiting;
  private int holder = NOBODY;

  LockServer() {
    this.waiting = new ArrayDeque<>();
  }

  /** A server in the same state. */
  LockServer(LockServer other) {
    this.waiting = new ArrayDeque<>(other.waiting);
    this.holder = other.holder;
  }

  boolean canAsk(int client) {
    return holder != client && !waiting.contains(client);
  }

  void ask(int client) {
    if (holder == NOBODY) {
      holder = client;
    } else {
      waiting.addLast(client);
    }
  }

  boolean canRelease(int client) {
    return holder == client;
  }

  void release() {
    holder = waiting.isEmpty() ? NOBODY : next(waiting);
  }

  /** Who has the lock next. */
  int next(Deque<Integer> clients) {
    return clients.removeFirst();
  }

  int holder() {
    return holder;
  }

  List<Integer> waiting() {
    return List.copyOf(waiting);
  }
}
