package org.acksiom.linearizability.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.acksiom.linearizability.model.SequentialModel;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test, or each test of a class, records with its {@link
 * org.acksiom.linearizability.recorder.Recorder} has to be linearizable.
 *
 * <pre>{@code
 * @Test
 * @Linearizable(CasRegister.class)
 * void concurrentUse(Recorder recorder) { … }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(LinearizabilityExtension.class)
public @interface Linearizable {

  /** The model, which is made by its constructor without parameters. */
  Class<? extends SequentialModel<?, ?>> value();
}
