package org.acksiom.impl.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a transition which actions of the TLA+ module {@code KafkaDelivery} it is, or is a part
 * of. Every method by which a state machine of the core changes, and that others may call, has one;
 * the build holds it against what the simulator calls for the action.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface SpecAction {
  /** The actions' names in the specification. */
  String[] value();
}
