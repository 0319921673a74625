package org.acksiom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.acksiom.modelcheck.Tlc;

/** The versions of what took part. */
final class Versions {
  private Versions() {}

  static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("acksiom", of(Main.class));
    versions.put("tlc", Tlc.installed().version());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static String of(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }
}
