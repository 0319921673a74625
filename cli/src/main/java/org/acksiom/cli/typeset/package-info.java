/**
 * Typesets TLA+ as pages of HTML: modules with mathematical symbols, comments as prose, and every
 * name linked to its definition; models with what they check; and an index in reading order.
 *
 * <p>The grid is one of characters. Each symbol takes one column of a fixed width, whatever font it
 * comes from, so that a page is aligned exactly if its text is.
 */
package org.acksiom.cli.typeset;
