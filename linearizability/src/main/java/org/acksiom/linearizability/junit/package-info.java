/**
 * An extension for tests that use JUnit Jupiter, which they bring along: it is no dependency of
 * this library.
 */
package org.acksiom.linearizability.junit;
