package org.acksiom.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page of HTML in one file; its body is well-formed XML, too.
 *
 * <p>Its policy lets only its own style and script run, by their hashes, so that nothing that is
 * told on it can, and no request leaves it.
 *
 * @param title as plain text
 * @param style a style sheet
 * @param script what makes it move; what it says is there without
 * @param body as HTML
 */
public record Page(String title, String style, String script, String body) {

  /** The whole text of the file. */
  public String html() {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
        + " img-src data:; style-src-elem '"
        + hash(style)
        + "'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src '"
        + hash(script)
        + "'\" />\n<link rel=\"icon\" href=\"data:,\" />\n<title>"
        + escape(title)
        + "</title>\n<style>"
        + style
        + "</style>\n</head>\n<body>\n"
        + body
        + "<script>"
        + script
        + "</script>\n</body>\n</html>\n";
  }

  /** The style sheet that all pages begin with. */
  public static String basicStyle() {
    return resource(Page.class, "page.css");
  }

  /** A style sheet or script that lies beside a class. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text as a page has it, also between double quotes. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
