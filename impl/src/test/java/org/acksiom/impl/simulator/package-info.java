/**
 * The simulator's laws, on random walks and on whole state graphs at small bounds, where a naive
 * search by {@code equals} is the oracle.
 */
package org.acksiom.impl.simulator;
