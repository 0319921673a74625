package tlc2.overrides;

import org.acksiom.modelcheck.TraceOperators;

/** Where TLC looks for operators that are written in Java: by this name. */
public final class TLCOverrides implements ITLCOverrides {
  @Override
  @SuppressWarnings("rawtypes") // TLC's signature
  public Class[] get() {
    return new Class[] {TraceOperators.class};
  }
}
