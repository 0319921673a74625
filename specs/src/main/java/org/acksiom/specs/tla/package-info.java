/**
 * TLA+ as text: tokens with their places, what a module declares, defines and uses, and what a
 * model's configuration says. Enough to print and to question a specification; whether it is
 * correct is TLC's to say.
 */
package org.acksiom.specs.tla;
