package org.acksiom.specs;

import org.acksiom.specs.tla.ModuleText;

/**
 * A TLA+ module.
 *
 * @param name its name, which is its file's without the ending
 * @param source its text
 */
public record SpecModule(String name, String source) {

  /** What it declares, defines and uses. */
  public ModuleText text() {
    return ModuleText.of(name, source);
  }
}
