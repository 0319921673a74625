package org.acksiom.modelcheck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of several texts in their order, of which none can be taken for a part of another. */
public final class Digest {
  private final MessageDigest sha256;

  /** Of no text yet. */
  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a text that is not in characters. */
  public Digest add(byte[] bytes) {
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).flip());
    sha256.update(bytes);
    return this;
  }

  /** Adds a text. */
  public Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest in 64 digits; this begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
