/**
 * Assertions on histories for tests that use AssertJ, which they bring along: it is no dependency
 * of this library.
 */
package org.acksiom.linearizability.assertj;
