/**
 * A user's own Kafka configuration, read as Kafka reads it and reduced to the settings that decide
 * what delivery promises.
 *
 * <p>Files and command-line assignments go in, {@link org.acksiom.kafka.settings.ResolvedSettings}
 * come out: the {@link org.acksiom.specs.DeliverySettings}, where each of them comes from, and what
 * deserves a word. Names, values and contradictions are judged by Kafka's own classes ({@code
 * ConfigDef}, {@code ProducerConfig}); what this package adds is the line and column, the defaults
 * of older versions, and one strictness: a misspelt name of a setting that matters is an error
 * here, where Kafka ignores it and quietly promises something else.
 */
package org.acksiom.kafka.settings;
