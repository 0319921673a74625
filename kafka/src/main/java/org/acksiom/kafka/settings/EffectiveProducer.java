package org.acksiom.kafka.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings a producer works with, which are not always those it was given: asking for
 * idempotence makes defaults stricter, and idempotence that was not asked for gives way. What goes
 * together is for Kafka's {@code ProducerConfig} to say; for versions before the one on the class
 * path it is told the defaults of that version.
 */
final class EffectiveProducer {
  private static final String ACKS = ProducerConfig.ACKS_CONFIG;
  private static final String RETRIES = ProducerConfig.RETRIES_CONFIG;
  private static final String IDEMPOTENCE = ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
  private static final String IN_FLIGHT = ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
  private static final String DELIVERY_TIMEOUT = ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
  private static final String REQUEST_TIMEOUT = ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
  private static final String LINGER = ProducerConfig.LINGER_MS_CONFIG;
  private static final String TRANSACTIONAL_ID = ProducerConfig.TRANSACTIONAL_ID_CONFIG;

  /** Before, an idempotent producer had one request in flight (KAFKA-5494). */
  private static final KafkaVersion FIVE_IN_FLIGHT = new KafkaVersion(1, 0, 0);

  /**
   * Before, too many requests in flight switched off the idempotence that was not asked for
   * (KAFKA-17927).
   */
  private static final KafkaVersion TOO_MANY_REFUSED = new KafkaVersion(4, 0, 0);

  private static final int MOST_IN_FLIGHT = 5;

  private final GivenSettings given;
  private final KafkaVersion version;
  private final Mistakes mistakes;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private EffectiveProducer(GivenSettings given, KafkaVersion version, Mistakes mistakes) {
    this.given = given;
    this.version = version;
    this.mistakes = mistakes;
    for (String name :
        List.of(ACKS, RETRIES, IDEMPOTENCE, IN_FLIGHT, LINGER, REQUEST_TIMEOUT, DELIVERY_TIMEOUT)) {
      Optional<Setting> byDefault = DefaultChange.in(version, name);
      if (byDefault.isPresent()) {
        settings.put(name, given(name).orElse(byDefault.get()));
      }
    }
  }

  /**
   * The settings by name: those that decide delivery and the time-outs, as far as that version has
   * them.
   *
   * @param given what the user gave, each value good by itself
   * @param mistakes where it is added, with Kafka's own sentences, why no producer would start
   * @param warnings where warnings are added
   * @param notes where it is noted what Kafka does without a word
   */
  static Map<String, Setting> of(
      GivenSettings given,
      KafkaVersion version,
      Mistakes mistakes,
      List<String> warnings,
      List<String> notes) {
    EffectiveProducer producer = new EffectiveProducer(given, version, mistakes);
    producer.followIdempotence();
    producer.askKafka(notes);
    producer.settleDeliveryTimeout(warnings);
    return producer.settings;
  }

  private Optional<Setting> given(String name) {
    return given.find(SettingKind.PRODUCER, name);
  }

  /** What differs from the newest version, of which alone {@code ProducerConfig} knows. */
  private void followIdempotence() {
    Optional<Setting> asked = given(IDEMPOTENCE).or(() -> given(TRANSACTIONAL_ID));
    if (given(IDEMPOTENCE).isEmpty() && !isOn() && asked.isPresent()) {
      put(IDEMPOTENCE, "true", asked.get());
    }
    if (asked.isPresent() && isOn()) {
      Setting cause = asked.get();
      strengthen(ACKS, "all", cause);
      strengthen(RETRIES, "2147483647", cause);
      if (!version.atLeast(FIVE_IN_FLIGHT)) {
        if (given(IN_FLIGHT).isPresent() && number(IN_FLIGHT) != 1) {
          contradict(
              settings.get(IN_FLIGHT),
              "Must set "
                  + IN_FLIGHT
                  + " to 1 in order to use the idempotent producer. Otherwise we cannot guarantee"
                  + " idempotence.");
        }
        put(IN_FLIGHT, "1", cause);
      }
    }
    if (given(IDEMPOTENCE).isEmpty()
        && isOn()
        && number(IN_FLIGHT) > MOST_IN_FLIGHT
        && !version.atLeast(TOO_MANY_REFUSED)) {
      put(IDEMPOTENCE, "false", settings.get(IN_FLIGHT));
    }
  }

  private void strengthen(String name, String value, Setting cause) {
    if (given(name).isEmpty() && !settings.get(name).value().equals(value)) {
      put(name, value, cause);
    }
  }

  private void askKafka(List<String> notes) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092"); // required, never contacted
    configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.forEach((name, setting) -> configuration.put(name, setting.value()));
    given(TRANSACTIONAL_ID).ifPresent(id -> configuration.put(TRANSACTIONAL_ID, id.value()));
    boolean byDefault = isOn() && settings.get(IDEMPOTENCE).origin() instanceof Origin.Default;
    if (byDefault) {
      configuration.remove(IDEMPOTENCE); // given, it would not give way
    }
    ProducerConfig producer;
    try {
      producer = new ProducerConfig(configuration);
    } catch (ConfigException e) {
      contradictEach(configuration, e.getMessage());
      return;
    }
    if (producer.getString(ACKS).equals("-1")) {
      settings.computeIfPresent(ACKS, (name, acks) -> new Setting(name, "all", acks.origin()));
    }
    if (byDefault && !producer.getBoolean(IDEMPOTENCE)) {
      String causes = opponents().stream().map(Setting::toString).collect(Collectors.joining(", "));
      settings.put(IDEMPOTENCE, new Setting(IDEMPOTENCE, "false", new Origin.Consequence(causes)));
    }
    if (settings.get(IDEMPOTENCE).origin() instanceof Origin.Consequence consequence) {
      notes.add(
          IDEMPOTENCE
              + " is "
              + (isOn() ? "on" : "off")
              + ", as Kafka has it without a word, because of "
              + consequence.cause());
    }
  }

  /**
   * Kafka checks this when a producer is built, after its configuration ({@code KafkaProducer}).
   */
  private void settleDeliveryTimeout(List<String> warnings) {
    Setting timeout = settings.get(DELIVERY_TIMEOUT);
    if (timeout == null) {
      given(DELIVERY_TIMEOUT)
          .ifPresent(
              tooEarly ->
                  warnings.add(
                      tooEarly.origin()
                          + ": Kafka "
                          + version
                          + " has no "
                          + DELIVERY_TIMEOUT
                          + " yet: ignored"));
      return;
    }
    long least = Math.min(number(LINGER) + number(REQUEST_TIMEOUT), Integer.MAX_VALUE);
    if (number(DELIVERY_TIMEOUT) < least) {
      if (given(DELIVERY_TIMEOUT).isPresent()) {
        mistakes.addContradiction(
            timeout.origin()
                + ": "
                + DELIVERY_TIMEOUT
                + "="
                + timeout.value()
                + " contradicts "
                + settings.get(REQUEST_TIMEOUT)
                + " and "
                + settings.get(LINGER)
                + ": delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms",
            DELIVERY_TIMEOUT,
            REQUEST_TIMEOUT,
            LINGER);
        return;
      }
      put(DELIVERY_TIMEOUT, Long.toString(least), settings.get(REQUEST_TIMEOUT));
    }
  }

  /**
   * Kafka's sentence about a whole configuration is about one pair in it. So it is asked about each
   * opponent again, with defaults in the place of the others.
   */
  private void contradictEach(Map<String, Object> configuration, String sentence) {
    List<Setting> against = opponents();
    if (given(IDEMPOTENCE).isPresent() && !isOn()) {
      given(TRANSACTIONAL_ID).ifPresent(against::add);
    }
    boolean any = false;
    for (Setting one : against) {
      Map<String, Object> alone = new LinkedHashMap<>(configuration);
      against.stream()
          .filter(other -> !other.equals(one))
          .map(Setting::name)
          .forEach(alone::remove);
      try {
        new ProducerConfig(alone);
      } catch (ConfigException e) {
        contradict(one, e.getMessage());
        any = true;
      }
    }
    if (!any) {
      contradict(against.isEmpty() ? asked() : against.get(0), sentence);
    }
  }

  /** What asks for idempotence, or against it. */
  private Setting asked() {
    return given(IDEMPOTENCE).or(() -> given(TRANSACTIONAL_ID)).orElse(settings.get(IDEMPOTENCE));
  }

  private void contradict(Setting opponent, String kafka) {
    Setting asked = asked();
    boolean nobodys =
        asked.origin() instanceof Origin.Default || asked.origin() instanceof Origin.ConnectDefault;
    Setting place = nobodys ? opponent : asked;
    mistakes.addContradiction(
        place.origin()
            + ": "
            + asked.name()
            + "="
            + asked.value()
            + " contradicts "
            + opponent
            + ": "
            + kafka,
        IDEMPOTENCE,
        TRANSACTIONAL_ID,
        opponent.name());
  }

  /** The settings with which a producer can't be idempotent. */
  private List<Setting> opponents() {
    List<Setting> against = new ArrayList<>();
    if (!List.of("all", "-1").contains(settings.get(ACKS).value())) {
      against.add(settings.get(ACKS));
    }
    if (number(RETRIES) == 0) {
      against.add(settings.get(RETRIES));
    }
    if (number(IN_FLIGHT) > (version.atLeast(FIVE_IN_FLIGHT) ? MOST_IN_FLIGHT : 1)) {
      against.add(settings.get(IN_FLIGHT));
    }
    return against;
  }

  private boolean isOn() {
    return settings.get(IDEMPOTENCE).value().equalsIgnoreCase("true");
  }

  private long number(String name) {
    return Long.parseLong(settings.get(name).value());
  }

  private void put(String name, String value, Setting cause) {
    settings.put(name, new Setting(name, value, new Origin.Consequence(cause.toString())));
  }
}
