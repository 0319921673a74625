/**
 * The rules of the protocol one by one, as stories: each test breaks when one line of the rule that
 * it is named after does.
 */
package org.acksiom.impl.core;
