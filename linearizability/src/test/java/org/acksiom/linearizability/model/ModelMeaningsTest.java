package org.acksiom.linearizability.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Judgement;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the words of a history mean to each model, and how it says that something cannot be. */
class ModelMeaningsTest {
  private static Judgement check(SequentialModel<?, ?> model, History history) {
    return new LinearizabilityChecker(Budget.ofTests(), () -> 0).check(model, history);
  }

  private static SequentialModel<?, ?> model(String name, Dialect dialect, String start)
      throws IOException {
    return start == null
        ? Models.named(name, dialect)
        : Models.named(name, dialect, Edn.parse("start", start));
  }

  /** Operations one after the other, such as {@code write 1 ok 1; read nil ok 1}. */
  private static History history(String text) throws IOException {
    StringBuilder edn = new StringBuilder();
    int process = 0;
    for (String operation : text.split(";")) {
      String[] words = operation.trim().split(" (?=ok|fail|info)", 2);
      String[] asked = words[0].split(" ", 2);
      String[] told = words[1].split(" ", 2);
      String event = "{:process %d :type :%s :f :%s :value %s}%n";
      edn.append(event.formatted(process, "invoke", asked[0], asked[1]));
      edn.append(event.formatted(process, told[0], asked[0], told.length == 1 ? "nil" : told[1]));
      process++;
    }
    return read(edn.toString());
  }

  private static History read(String edn) throws IOException {
    return new HistoryReader(ReadLimits.ofMemory(1 << 26))
        .read("h", new ByteArrayInputStream(edn.getBytes(StandardCharsets.UTF_8)))
        .history();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "register       | KNOSSOS    |          | read nil ok 0; read nil ok nil                            | VALID",
        "register       | RECORDED   |          | read nil ok nil; write 1 ok 1; read nil ok 1              | VALID",
        "register       | RECORDED   |          | write 1 ok 1; read nil ok nil                             | INVALID",
        "register       | KNOSSOS    | :a       | read nil ok :a                                            | VALID",
        "cas-register   | KNOSSOS    |          | cas [0 1] ok [0 1]; read nil ok 1                         | VALID",
        "cas-register   | KNOSSOS    |          | cas [0 1] fail [0 1]                                      | VALID",
        "cas-register   | RECORDED   | 0        | cas [0 1] fail [0 1]                                      | INVALID",
        "cas-register   | RECORDED   | 0        | cas [0 1] fail nil                                        | VALID",
        "cas-register   | KNOSSOS    |          | cas [0 1] ok false                                        | INVALID",
        "cas-register   | KNOSSOS    |          | cas [1 2] ok false; read nil ok 0                         | VALID",
        "cas-register   | KNOSSOS    |          | cas [0 1] ok true; read nil ok 1                          | VALID",
        "multi-register | KNOSSOS    |          | txn [[:w :x 1] [:r :x nil]] ok [[:w :x 1] [:r :x 1]]      | VALID",
        "multi-register | KNOSSOS    |          | txn [[\"read\" :x nil]] ok [[\"read\" :x nil]]            | VALID",
        "multi-register | RECORDED   |          | txn [[:r :x nil]] ok [[:r :x nil]]                        | VALID",
        "multi-register | KNOSSOS    |          | txn [[:w :x 1]] info nil; txn [[:r :x nil]] ok [[:r :x 1]] | VALID",
        "mutex          | KNOSSOS    |          | acquire nil ok nil; acquire nil ok false; release nil ok nil | VALID",
        "mutex          | KNOSSOS    |          | acquire nil ok false                                      | INVALID",
        "mutex          | KNOSSOS    |          | acquire nil ok nil; acquire nil fail nil                  | VALID",
        "kv             | KNOSSOS    |          | write [:k 1] ok [:k 1]; read [:k nil] ok [:k 1]           | VALID",
        "kv             | KNOSSOS    | nil      | cas [:k [nil 1]] ok [:k [nil 1]]; read [:k nil] ok [:k 2] | INVALID",
        "kv             | KNOSSOS    |          | append [[1] \"a\"] ok [[1] \"a\"]; read [[1] nil] ok [[1] \"a\"] | VALID",
        "kv             | KNOSSOS    |          | put [:k 1] ok [:k 1]; delete [:k nil] ok [:k nil]; get [:k nil] ok [:k \"\"] | VALID",
        "kv             | KNOSSOS    |          | get [:k nil] ok [:k nil]                                  | VALID",
        "kv             | RECORDED   |          | get :k ok nil; put [:k 1] ok nil; get :k ok 1; cas [:k 1 2] ok true; get :k ok 2 | VALID",
        "kv             | RECORDED   |          | put [:k 1] ok nil; delete :k ok 1; get :k ok 1            | INVALID",
        "kv             | RECORDED   |          | append [:k \"a\"] ok nil; get :k ok \"a\"                 | VALID",
        "kv             | RECORDED   |          | put [:k 1] ok nil; cas [:k 1 2] ok false                  | INVALID",
        "queue          | KNOSSOS    |          | enqueue 1 ok 1; enqueue 2 ok 2; dequeue nil ok 2; dequeue nil ok 1; dequeue nil ok nil | VALID",
        "queue          | KNOSSOS    |          | enqueue 1 ok 1; dequeue nil ok nil                        | INVALID",
        "queue          | KNOSSOS    |          | enqueue 1 ok 1; dequeue nil info nil; dequeue nil ok nil  | VALID",
        "queue          | KNOSSOS    |          | enqueue 1 ok 1; dequeue nil info nil; enqueue 2 ok 2; dequeue nil ok 1; dequeue nil ok nil | VALID",
        "queue          | KNOSSOS    |          | enqueue 1 ok 1; dequeue nil fail nil; dequeue nil ok nil  | INVALID",
        "fifo-queue     | KNOSSOS    |          | enqueue 1 ok 1; enqueue 2 ok 2; dequeue nil ok 2          | INVALID",
        "fifo-queue     | KNOSSOS    |          | enqueue 1 ok 1; enqueue 2 ok 2; dequeue nil info nil; dequeue nil ok 2 | VALID",
        "set            | KNOSSOS    |          | add 1 ok 1; add 2 info nil; read nil ok [1]; read nil ok #{2 1} | VALID",
        "set            | KNOSSOS    |          | add 1 ok 1; read nil ok [1 1]                             | INVALID",
        "set            | KNOSSOS    |          | add 1 ok true; add 1 ok false; contains 1 ok true; remove 1 ok true; contains 1 ok false | VALID",
        "set            | KNOSSOS    |          | add 1 ok true; add 1 ok true                              | INVALID",
        "set            | KNOSSOS    |          | remove 1 ok true                                          | INVALID",
        "set            | KNOSSOS    |          | add true ok true; add true ok true; add true ok false | VALID",
        "counter        | KNOSSOS    |          | incr nil ok nil; add 5 ok 5; decr 2 ok nil; read nil ok 4 | VALID",
        "counter        | KNOSSOS    | 10       | add-and-get 5 ok 15; add 1 fail 1; read nil ok 15         | VALID",
        "counter        | KNOSSOS    |          | add 9223372036854775807 ok nil; add-and-get 1 ok -9223372036854775808 | VALID",
        "bank           | KNOSSOS    | {0 5 1 0} | transfer {:from 0 :to 1 :amount 5} ok nil; read nil ok {0 0 1 5} | VALID",
        "bank           | KNOSSOS    | {0 5 1 0} | transfer {:from 0 :to 1 :amount 6} ok nil                | INVALID",
        "bank           | KNOSSOS    | {0 5 1 0} | transfer {:from 0 :to 1 :amount 6} fail nil; read nil ok {0 5 1 0} | VALID",
        "bank           | KNOSSOS    | {0 5 1 0} | transfer {\"from\" \"0\" \"to\" \"1\" \"amount\" 5} info nil; read nil ok {\"0\" 0 \"1\" 5} | VALID",
        "bank           | KNOSSOS    | {:a 5}    | read nil ok {\"a\" 5}; read nil ok nil                    | VALID",
        "bank           | KNOSSOS    | {:a 5}    | read nil ok {}                                            | INVALID",
        "bank           | KNOSSOS    | {:a 5}    | read nil ok {:a nil}                                      | INVALID",
        "bank           | KNOSSOS    | {:a 5}    | read nil ok {:a 5 :b 0}                                   | INVALID",
        "log            | RECORDED   |          | append 1 ok 1; append 2 info nil; read nil ok [1 2]       | VALID",
        "log            | KNOSSOS    |          | append 1 ok 1; read nil ok [2]                            | INVALID",
      })
  void wordsMeanWhatTheDocumentationSays(
      String name, Dialect dialect, String start, String text, Verdict expected)
      throws IOException {
    assertThat(check(model(name, dialect, start), history(text)).verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cas-register   |           | cas [0 1] ok false              | it found another value than 0, which the register holds",
        "multi-register |           | txn [[:r :x nil]] ok [[:r :x 1]] | it reads 1 from :x, which holds 0",
        "mutex          |           | release nil ok nil              | it releases the mutex, which is free",
        "mutex          |           | acquire nil ok false            | it finds the mutex held, which is free",
        "kv             |           | get [:k nil] ok [:k 1]          | it gets 1 from key :k, which holds \"\"",
        "kv             | 3         | append [:k \"a\"] ok [:k \"a\"] | it appends \"a\" to key :k, which holds 3",
        "kv             |           | cas [:k [1 2]] ok [:k [1 2]]    | it replaces 1 at key :k, which holds \"\"",
        "kv             |           | cas [:k [\"\" 2]] ok [:k false] | it found another value than \"\" at key :k",
        "queue          |           | dequeue nil ok 1                | it dequeues 1, but the elements are []",
        "queue          |           | enqueue 1 ok 1; dequeue nil ok nil | it finds the queue empty, but the elements are [1]",
        "fifo-queue     |           | dequeue nil ok 1                | it dequeues 1, but the queue is empty",
        "fifo-queue     |           | enqueue 1 ok 1; dequeue nil ok nil | it finds the queue empty, but the head of the queue is 1",
        "set            |           | read nil ok [1 1]               | it reads [1 1], but the set is #{}",
        "set            |           | add 1 ok false                  | it finds 1 there, but the set is #{}",
        "set            |           | remove 1 ok true                | it finds 1 there, but the set is #{}",
        "set            |           | contains 1 ok true              | it finds 1 there, but the set is #{}",
        "set            |           | add 1 ok nil; remove 1 ok false | it finds 1 missing, but the set is #{1}",
        "counter        |           | read nil ok 1                   | it reads 1, but the counter is at 0",
        "counter        |           | add-and-get 1 ok 2              | it adds 1 and gets 2, but that makes 1",
        "bank           | {0 5 1 0} | read nil ok {0 5 1 1}           | it reads {0 5, 1 1}, but the balances are {0 5, 1 0}",
        "bank           | {0 5 1 0} | transfer {:from 0 :to 1 :amount 9} ok nil | it transfers 9 from 0, which has 5",
        "log            |           | read nil ok [1]                 | it reads [1] from offset 0 on, where the log has []",
      })
  void rejectionsSayWhy(String name, String start, String text, String reason) throws IOException {
    assertThat(
            check(model(name, Dialect.KNOSSOS, start), history(text))
                .counterexample()
                .orElseThrow()
                .states())
        .extracting(Counterexample.Possible::reason)
        .containsExactly(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mutex      | KNOSSOS  | steal nil ok nil                   | event 0: expected :f of :acquire or :release, found :steal",
        "kv         | KNOSSOS  | get :k ok 1                        | event 0: expected a :key, or a pair [key value] as :value, found :k",
        "kv         | KNOSSOS  | get [:k nil] ok [:l 1]             | event 1: expected a pair of the key :k and a value as :value, found [:l 1]",
        "kv         | KNOSSOS  | append [:k 1] ok nil               | event 1: expected a pair of the key :k and a value as :value, found nil",
        "kv         | KNOSSOS  | append [:k 1] ok [:k 1]            | event 0: expected a string as :value of :append, found 1",
        "kv         | KNOSSOS  | trim [:k 1] ok [:k 1]              | event 0: expected :f of :get, :put, :append, :delete or :cas, found :trim",
        "kv         | RECORDED | put :k ok nil                      | event 0: expected [key value] as :value of :put, found :k",
        "kv         | RECORDED | cas [:k 1] ok true                 | event 0: expected [key from to] as :value of :cas, found [:k 1]",
        "queue      | KNOSSOS  | enqueue nil ok nil                 | event 0: expected a :value to enqueue, found nil",
        "set        | KNOSSOS  | read nil ok 5                      | event 1: expected a list or a set as :value of an :ok :read, found 5",
        "set        | KNOSSOS  | contains 1 ok 1                    | event 1: expected true or false as :value of an :ok :contains, found 1",
        "counter    | KNOSSOS  | add nil ok nil                     | event 0: expected an integer as :value of :add, found nil",
        "counter    | KNOSSOS  | add-and-get 1 ok nil               | event 1: expected an integer as :value of an :ok :add-and-get, found nil",
        "log        | KNOSSOS  | read nil ok 5                      | event 1: expected a list as :value of an :ok :read, found 5",
      })
  void whatAModelHasNotIsRefused(String name, Dialect dialect, String text, String message) {
    assertThatThrownBy(() -> check(Models.named(name, dialect), history(text)))
        .isInstanceOf(IllegalOperationException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transfer {:from 0 :to 7 :amount 1} ok nil  | event 0: expected an account of [0], found 7",
        "transfer {:from 0 :to 0 :amount -1} ok nil | event 0: expected {:from account :to account :amount n} as :value, found {:amount -1, :from 0, :to 0}",
        "transfer 5 ok nil                          | event 0: expected {:from account :to account :amount n} as :value, found 5",
        "read nil ok 5                              | event 1: expected a map of balances as :value of an :ok :read, found 5",
      })
  void whatABankHasNotIsRefused(String text, String message) {
    assertThatThrownBy(() -> check(new Bank(Map.of(0, 5)), history(text)))
        .isInstanceOf(IllegalOperationException.class)
        .hasMessage(message);
  }

  private static History append(String invoked, String told) throws IOException {
    String text =
        "{:process 0 :type :invoke :f :append :value 1 %s}{:process 0 :type :ok :f :append %s}";
    return read(text.formatted(invoked, told));
  }

  @Test
  void onlyTheCompletionTellsWhereAnAppendWent() throws IOException {
    SequentialModel<?, ?> log = new AppendOnlyLog();
    assertThat(check(log, append(":offset 5", "")).verdict()).isEqualTo(Verdict.VALID);
    assertThat(check(log, append(":offset 5", ":offset 0")).verdict()).isEqualTo(Verdict.VALID);
    assertThat(check(log, append("", ":offset 5")).verdict()).isEqualTo(Verdict.INVALID);
    assertThatThrownBy(() -> check(log, append("", ":offset -1")))
        .hasMessage("event 1: expected an integer from 0 as :offset, found -1");
  }

  @Test
  void bankMayGiveCredit() throws IOException {
    History history = history("transfer {:from 0 :to 1 :amount 6} ok nil; read nil ok {0 -1 1 6}");
    Map<Integer, Integer> balances = Map.of(0, 5, 1, 0);
    assertThat(check(new Bank(Dialect.KNOSSOS, balances, true), history).verdict())
        .isEqualTo(Verdict.VALID);
    assertThat(check(new Bank(Dialect.KNOSSOS, balances, false), history).verdict())
        .isEqualTo(Verdict.INVALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bank    | nil      | expected the balances by account as the model bank's initial value, such as {0 10, 1 10}",
        "bank    | {}       | expected the balances of some accounts, found none",
        "bank    | {0 :x}   | expected one integer for each account, found {0 :x}",
        "bank    | {0 1 \"0\" 1} | expected one integer for each account, found {\"0\" 1, 0 1}",
        "counter | \"a\"    | expected an integer as the model counter's initial value",
        "queue   | [1]      | expected no initial value for the model queue, which starts free or empty",
        "stack   | 1        | expected a model of register, cas-register, multi-register, mutex, kv, queue, fifo-queue, set, counter, bank, log, found stack",
      })
  void modelThatCannotStartSoIsRefused(String name, String start, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(name, Dialect.KNOSSOS, start))
        .withMessage(message);
  }

  @Test
  void startOfAModelIsPlainData() throws IOException {
    assertThat(check(new CasRegister(Dialect.RECORDED, 3), history("read nil ok 3")).verdict())
        .isEqualTo(Verdict.VALID);
  }
}
