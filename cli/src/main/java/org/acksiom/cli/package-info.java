/**
 * The command line: what a user types and what comes back.
 *
 * <p>A command is a picocli class that turns arguments into a call of a module and the module's
 * answer into text or JSON and an {@link org.acksiom.cli.ExitCode}. What all commands share is
 * here: the list of them ({@link org.acksiom.cli.Main}), how what goes wrong is told ({@link
 * org.acksiom.cli.UserError} for the user's own mistakes, {@link org.acksiom.cli.PartFailed} for a
 * part's), how far the work has come ({@link org.acksiom.cli.Progress}) and what is still written
 * when it is interrupted ({@link org.acksiom.cli.FinalWrite}).
 */
package org.acksiom.cli;
