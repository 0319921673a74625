/**
 * Verification power: protocol bugs sown into the implementation on purpose, one at a time, and who
 * of the witnesses notices.
 *
 * <p>A bug is a patch file beside the code, never in it. It is applied to a copy of the core's
 * sources, compiled in memory, and run by a class loader of its own that defines everything anew
 * which knows the core. The classes of this package are the only ones of the module that the
 * isolated code and its host have in common.
 */
package org.acksiom.conformance.mutants;
