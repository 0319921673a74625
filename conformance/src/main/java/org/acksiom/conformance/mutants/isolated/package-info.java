/**
 * The witnesses: they run beside a mutated core, as the classes of {@link
 * org.acksiom.conformance.mutants.Isolation} are defined. Here {@code Cluster} and {@code Lockstep}
 * are the mutant's.
 */
package org.acksiom.conformance.mutants.isolated;
