/**
 * Verification power: bugs of the protocol and of the log on a disk, sown into the implementation
 * on purpose, one at a time, and who of the witnesses notices. What kind a bug is, its {@link
 * org.acksiom.conformance.mutants.Case} says.
 *
 * <p>A bug is a patch file beside the code, never in it. It is applied to a copy of the sources,
 * compiled in memory, and run by a class loader of its own that defines everything anew which knows
 * the core. The classes of this package are the only ones of the module that the isolated code and
 * its host have in common.
 */
package org.acksiom.conformance.mutants;
