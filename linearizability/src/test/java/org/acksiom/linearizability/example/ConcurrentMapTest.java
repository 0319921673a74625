package org.acksiom.linearizability.example;

import static org.acksiom.linearizability.assertj.LinearizabilityAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.acksiom.linearizability.junit.Linearizable;
import org.acksiom.linearizability.model.CasRegister;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.KeyValueStore;
import org.acksiom.linearizability.recorder.Recorder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ConcurrentMapTest {
  interface Client {
    Object act(int client) throws Exception;
  }

  private static void inThreads(int count, Client client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<Callable<Object>> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      clients.add(() -> client.act(number));
    }
    for (Future<Object> done : threads.invokeAll(clients)) {
      done.get();
    }
    threads.shutdown();
  }

  @RepeatedTest(10)
  @Linearizable(KeyValueStore.class)
  void concurrentHashMapIsLinearizable(Recorder recorder) throws Exception {
    ConcurrentMap<String, Integer> map = new ConcurrentHashMap<>();
    inThreads(
        4,
        client -> {
          for (int i = 0; i < 100; i++) {
            int value = i;
            String key = "key" + i % 3;
            switch ((i + client) % 4) {
              case 0 -> recorder.run(client, "put", List.of(key, value), () -> map.put(key, value));
              case 1 -> recorder.run(client, "get", key, () -> map.get(key));
              case 2 ->
                  recorder.run(
                      client,
                      "cas",
                      List.of(key, value - 3, value),
                      () -> map.replace(key, value - 3, value));
              default -> recorder.run(client, "delete", key, () -> map.remove(key));
            }
          }
          return null;
        });
  }

  @Test
  void compareAndThenSetIsNotLinearizable() throws Exception {
    Recorder recorder = new Recorder();
    AtomicInteger register = new AtomicInteger(0);
    CyclicBarrier bothHaveCompared = new CyclicBarrier(2);
    inThreads(
        2,
        client ->
            recorder.run(
                client,
                "cas",
                List.of(0, client + 1),
                () -> {
                  boolean same = register.get() == 0;
                  bothHaveCompared.await();
                  if (same) {
                    register.set(client + 1);
                  }
                  return same;
                }));
    assertThat(recorder).isNotLinearizable(new CasRegister(Dialect.RECORDED, 0));
  }
}
