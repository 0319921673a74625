package org.acksiom.specs.tla;

/**
 * A name that a module gives a meaning.
 *
 * @param name the name, or the operator's symbol
 * @param id what no other definition of the module has, and no line: {@code L12} is none
 * @param kind what it is
 * @param token the index of its name among the module's tokens
 * @param first the index of its first token, which is not always its name
 * @param instanceOf the module that it is an instance of, or {@code null}
 * @param exported whether modules that extend this one see it
 */
public record Definition(
    String name, String id, Kind kind, int token, int first, String instanceOf, boolean exported) {

  /** What a definition is. */
  public enum Kind {
    /** A declared constant. */
    CONSTANT,
    /** A declared variable. */
    VARIABLE,
    /** An operator, a function, a theorem's or assumption's name, or an instance. */
    OPERATOR,
    /** An operator of a {@code LET}, known in the definition around it alone. */
    LOCAL
  }
}
