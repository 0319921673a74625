package org.acksiom.modelcheck;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.concurrent.CountDownLatch;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.tool.AbstractChecker;
import tlc2.tool.ModelChecker;

/**
 * What runs in the forked JVM: TLC, with three things that it can't do alone. It opens no port, it
 * says once a second how far it is, and it listens to the process that started it.
 */
final class TlcMain {

  /** On standard input: end the search as if the state space ended here, and report. */
  static final int STOP = 's';

  private static final long PROGRESS_MILLIS = 1_000;

  /** TLC's own message 2200, which it prints once a minute. */
  private static final String PROGRESS =
      """
      @!@!@STARTMSG 2200:0 @!@!@
      Progress(%d) at each second: %d states generated, %d distinct states found, \
      %d states left on queue.
      @!@!@ENDMSG 2200 @!@!@
      """;

  private TlcMain() {}

  /**
   * @param arguments those of {@code tlc2.TLC}
   */
  public static void main(String[] arguments) throws Exception {
    RMISocketFactory.setSocketFactory(new NoSockets());
    // One stream, so that everything stands in the log in its order.
    System.setErr(System.out);
    daemon("parent", TlcMain::listenToParent);
    daemon("progress", TlcMain::reportProgress);
    TLC.main(arguments);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The end of standard input is the end of the parent, however it died. */
  private static void listenToParent() {
    try (InputStream commands = System.in) {
      for (int command = commands.read(); command >= 0; command = commands.read()) {
        AbstractChecker checker = TLCGlobals.mainChecker;
        if (command == STOP && checker != null) {
          checker.stop();
        }
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(1);
  }

  private static void reportProgress() {
    try {
      while (true) {
        Thread.sleep(PROGRESS_MILLIS);
        if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
          long generated = checker.getStatesGenerated();
          long distinct = checker.getDistinctStatesGenerated();
          // At the end TLC reads its fingerprints over again and counts them twice meanwhile.
          if (distinct <= generated) {
            System.out.printf(
                PROGRESS, checker.getProgress(), generated, distinct, checker.getStateQueueSize());
          }
        }
      }
    } catch (InterruptedException | LinkageError e) {
      // A TLC with other methods does without; its own messages come all the same.
    }
  }

  /**
   * TLC's fingerprint set is a remote object and is exported whether or not anybody is to call it.
   * This port is never bound, and nobody ever connects.
   */
  private static final class NoSockets extends RMISocketFactory {
    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw new IOException("TLC runs alone");
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return new ServerSocket() {
        @Override
        public int getLocalPort() {
          return 1;
        }

        @Override
        public Socket accept() throws IOException {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IOException("TLC runs alone");
        }
      };
    }
  }
}
