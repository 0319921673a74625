package org.acksiom.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** The configuration of a model, written and read back. */
class KafkaDeliveryModelTest {
  private static final KafkaDeliveryModel MODEL =
      new KafkaDeliveryModel(Preset.IDEMPOTENT.settings(), FaultModel.CRASH, Bounds.SMALL);

  @Provide
  Arbitrary<KafkaDeliveryModel> models() {
    Arbitrary<Boolean> truth = Arbitraries.of(true, false);
    Arbitrary<DeliverySettings> free =
        Combinators.combine(
                Arbitraries.of(Acks.values()),
                truth,
                Arbitraries.integers().between(1, 100),
                Arbitraries.integers().between(1, 10),
                truth)
            .as((acks, retries, window, isr, u) -> settings(acks, retries, false, window, isr, u));
    Arbitrary<DeliverySettings> idempotent =
        Combinators.combine(
                Arbitraries.integers().between(1, 5), Arbitraries.integers().between(1, 10), truth)
            .as((window, isr, u) -> settings(Acks.ALL, true, true, window, isr, u));
    Arbitrary<Bounds> bounds =
        Combinators.combine(
                Arbitraries.integers().between(1, 5),
                Arbitraries.integers().between(1, 9),
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 1))
            .as(Bounds::new);
    return Combinators.combine(
            Arbitraries.oneOf(free, idempotent), Arbitraries.of(FaultModel.values()), bounds)
        .as(KafkaDeliveryModel::new);
  }

  private static DeliverySettings settings(
      Acks acks, boolean retries, boolean idempotence, int window, int isr, boolean unclean) {
    return new DeliverySettings(acks, retries, idempotence, window, isr, unclean);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBackSaveBoundsThatAreNotUsed(@ForAll("models") KafkaDeliveryModel model) {
    KafkaDeliveryModel read = KafkaDeliveryModel.parse(model.config());
    Bounds bounds = model.bounds();
    assertThat(read)
        .isEqualTo(
            new KafkaDeliveryModel(
                model.settings(),
                model.faults(),
                new Bounds(
                    bounds.replicas(),
                    bounds.records(),
                    model.settings().retries() ? bounds.retries() : 0,
                    model.faults() == FaultModel.NONE ? 0 : bounds.faults(),
                    bounds.consumers())));
    assertThat(read.config()).isEqualTo(model.config());
  }

  @Example
  void differentPresetsAreDifferentModels() {
    Set<String> configs = new TreeSet<>();
    for (Preset preset : Preset.values()) {
      for (FaultModel faults : FaultModel.values()) {
        configs.add(new KafkaDeliveryModel(preset.settings(), faults, Bounds.SMALL).config());
      }
    }
    assertThat(configs).hasSize(Preset.values().length * FaultModel.values().length);
  }

  @Example
  void everyConstantOfTheModuleIsGivenAndNoOther() throws IOException {
    String module = Files.readString(Path.of("..", "specs", "KafkaDelivery.tla"));
    String declared = module.split("(?m)^CONSTANTS$")[1].split("(?m)^$")[0];
    assertThat(names(declared, "(?m)^ +(\\w+)")).isEqualTo(names(MODEL.config(), "(\\w+) = "));
  }

  private static Set<String> names(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Example
  void aConstantThatIsMissingIsNamed() {
    for (String name : names(MODEL.config(), "(\\w+) = ")) {
      refused(name + " = .*\n", "", "expected the constant " + name);
    }
  }

  @Example
  void aValueThatMakesNoModelIsRefusedByTheConstantsName() {
    refused("Replicas = 2", "Replicas = two", "Replicas: expected a number, found two");
    refused("Replicas = 2", "Replicas = 7", "replicas: expected 1 to 5, found 7");
    refused("Retries = TRUE", "Retries = yes", "Retries: expected TRUE or FALSE, found yes");
    refused("Acks = \"all\"", "Acks = \"some\"", "found 'some'");
    refused("Acks = \"all\"", "Acks = \"1\"", "expected acks=all");
    refused("Consumers = 0", "Consumers = 2", "consumers: expected 0 to 1, found 2");
    refused("MaxAttempts = 2", "MaxAttempts = 0", "retries: expected 0 to 9, found -1");
    refused("\\{.*\\}", "{\"disk\"}", "Faults: expected the kinds of a fault model");
    refused("\\{.*\\}", "{\"crash\"}", "{\"network\", \"crash\"}, found {\"crash\"}");
  }

  private static void refused(String part, String other, String message) {
    String config = MODEL.config().replaceFirst(part, other);
    assertThat(config).isNotEqualTo(MODEL.config());
    assertThatThrownBy(() -> KafkaDeliveryModel.parse(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
