package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.acksiom.linearizability.PublicApi.Difference;
import org.junit.jupiter.api.Test;

/** The public API changes only on purpose: it is written down in {@code api.txt}. */
class PublicApiTest {
  private static final Path WRITTEN_DOWN = Path.of("api.txt");
  private static final String ACCEPT = "acksiom.api.accept";

  @Test
  void thePublicApiIsTheOneThatIsWrittenDown() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            LinearizabilityChecker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    List<String> found = PublicApi.of(classes);
    if (Boolean.getBoolean(ACCEPT)) {
      Files.writeString(WRITTEN_DOWN, String.join("\n", found) + "\n");
    }
    Difference difference = Difference.between(Files.readAllLines(WRITTEN_DOWN), found);
    if (!difference.isNone()) {
      fail(
          """
          The public API of acksiom-linearizability has changed. The change %s.
          %s
          If it is meant: mvn -pl linearizability -am test -Dtest=PublicApiTest \
          -Dsurefire.failIfNoSpecifiedTests=false -D%s=true, and commit linearizability/%s.
          """
              .formatted(
                  difference.isBreaking()
                      ? "breaks what users have written"
                      : "is compatible: it only adds",
                  difference,
                  ACCEPT,
                  WRITTEN_DOWN));
    }
  }

  @Test
  void whatUsersCanNameIsDescribed() {
    List<String> described =
        PublicApi.of(
            List.of(
                SampleApi.class,
                SampleApi.Hidden.class,
                SampleApi.Marked.class,
                SampleApi.Choice.class,
                SampleApi.Base.class,
                SampleApi.Seen.class,
                SampleApi.Source.class,
                SampleApi.Source.Pair.class));

    assertThat(described)
        .containsExactly(
            "public final class SampleApi",
            "public abstract class SampleApi$Base",
            "  protected abstract int value()",
            "  protected new(int)",
            "  public String toString()",
            "public enum SampleApi$Choice { YES, NO }",
            "  public static SampleApi$Choice valueOf(String)",
            "  public static SampleApi$Choice[] values()",
            "public @interface SampleApi$Marked",
            "  public abstract int value() default 5",
            "public final class SampleApi$Seen extends SampleApi$Hidden",
            "  public new()",
            "  public void inherited()",
            "public sealed interface SampleApi$Source<T extends Comparable<T>>"
                + " permits SampleApi$Source$Pair",
            "  public abstract <E extends Exception> T"
                + " get(List<? super T>, java.util.concurrent.Callable<E>, int...)"
                + " throws E, java.io.IOException",
            "  public default void put()",
            "  public static final int LIMIT = 3",
            "public record SampleApi$Source$Pair<T extends Comparable<T>>(T first, long second)"
                + " implements SampleApi$Source<T>",
            "  public <E extends Exception> T"
                + " get(List<? super T>, java.util.concurrent.Callable<E>, int...)",
            "  public T first()",
            "  public final String toString()",
            "  public final boolean equals(Object)",
            "  public final int hashCode()",
            "  public long second()",
            "  public new(T, long)");
  }

  private static final List<String> BEFORE =
      List.of(
          "public interface a.B",
          "  public abstract int size()",
          "public final class a.C",
          "  public void run()");

  @Test
  void nothingHasChangedInTheSameApi() {
    assertThat(Difference.between(BEFORE, BEFORE).isNone()).isTrue();
  }

  @Test
  void whatIsAddedIsCompatible() {
    Difference difference = Difference.between(BEFORE, with("  public void stop()"));

    assertThat(difference.isNone()).isFalse();
    assertThat(difference.isBreaking()).isFalse();
    assertThat(difference).hasToString("+ a.C: public void stop()");
  }

  @Test
  void aNewTypeWithSomethingToImplementIsCompatible() {
    List<String> after = new ArrayList<>(with("public interface a.D"));
    after.add("  public abstract int size()");

    assertThat(Difference.between(BEFORE, after).isBreaking()).isFalse();
  }

  @Test
  void somethingMoreToImplementBreaks() {
    List<String> after = new ArrayList<>(BEFORE);
    after.add(1, "  public abstract boolean isEmpty()");

    assertThat(Difference.between(BEFORE, after).isBreaking()).isTrue();
  }

  @Test
  void whatIsRemovedOrChangedBreaks() {
    List<String> without = BEFORE.subList(0, 3);
    List<String> changed = new ArrayList<>(without);
    changed.add("  public int run()");

    assertThat(Difference.between(BEFORE, without).isBreaking()).isTrue();
    assertThat(Difference.between(BEFORE, changed).isBreaking()).isTrue();
    assertThat(Difference.between(BEFORE, changed))
        .hasToString("- a.C: public void run()%n+ a.C: public int run()".formatted());
  }

  private static List<String> with(String line) {
    List<String> after = new ArrayList<>(BEFORE);
    after.add(line);
    return after;
  }
}
