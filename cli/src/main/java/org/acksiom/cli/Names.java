package org.acksiom.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.mutants.Mutants;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** What a shell may complete where a name is asked for: picocli makes one of these itself. */
abstract sealed class Names implements Iterable<String> {
  abstract Stream<String> all();

  @Override
  public Iterator<String> iterator() {
    return all().iterator();
  }

  /** Of the presets. */
  static final class Presets extends Names {
    @Override
    Stream<String> all() {
      return Arrays.stream(Preset.values()).map(Preset::id);
    }
  }

  /** Of the fault models. */
  static final class Faults extends Names {
    @Override
    Stream<String> all() {
      return Arrays.stream(FaultModel.values()).map(FaultModel::id);
    }
  }

  /** Of the profiles of {@code verify}. */
  static final class Profiles extends Names {
    @Override
    Stream<String> all() {
      return Profile.ALL.stream().map(Profile::name);
    }
  }

  /** Of the seeded bugs. */
  static final class Bugs extends Names {
    @Override
    Stream<String> all() {
      return Mutants.names().stream();
    }
  }

  /** Of the models that TLC checks. */
  static final class Models extends Names {
    @Override
    Stream<String> all() {
      return ModelCheckCommand.inReadingOrder().stream().map(model -> model.name());
    }
  }
}
