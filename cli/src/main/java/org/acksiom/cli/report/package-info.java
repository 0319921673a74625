/**
 * The page of a verification: its verdict, the matrix of all that was decided, each cell's story,
 * the claims, and where every step is written in the specification and in the code.
 */
package org.acksiom.cli.report;
