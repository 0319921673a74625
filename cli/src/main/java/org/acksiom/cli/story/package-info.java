/**
 * A schedule told: in words, as a space-time diagram of characters for a terminal, and as a drawn
 * one for a page, on which a reader goes from step to step.
 */
package org.acksiom.cli.story;
