/**
 * The frame of every page that a command writes for a reader: one file that needs nothing else,
 * asks nobody, and lets only its own style and script run.
 */
package org.acksiom.cli.page;
