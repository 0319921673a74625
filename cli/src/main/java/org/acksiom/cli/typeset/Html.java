package org.acksiom.cli.typeset;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The frame of a page, and text as HTML that is well-formed XML, too. */
final class Html {
  /** By this line a page is known for one that may be replaced. */
  static final String MARK = "<meta name=\"generator\" content=\"acksiom specs\" />";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fdfdfb; --faint: #8a8a90; --line: #d9d9d4;
        --link: #1d4f91; --word: #5b2a86; --string: #8a4b00; --note: #4d5a4f; --mark: #fff3b8; --box: #f3f3ee; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e4e2; --paper: #17181b; --faint: #7d7f85;
        --line: #36383d; --link: #8cb8f0; --word: #cfa8f0; --string: #e5b070; --note: #a9b8ab; --mark: #4a4213; --box: #202227; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
        font: 16px/1.5 Georgia, 'DejaVu Serif', 'Liberation Serif', serif; }
      a { color: var(--link); text-decoration: none; }
      a:hover { text-decoration: underline; }
      nav { display: flex; flex-wrap: wrap; gap: 0 1.5rem; font-size: .9rem; }
      h1 { font-size: 1.6rem; margin: 1rem 0 .25rem; }
      h2 { font-size: 1.2rem; margin: 2rem 0 .25rem; }
      code, .l, .outside, td.value { font-family: 'DejaVu Sans Mono', 'JetBrains Mono', Menlo, Consolas, monospace; }
      code, td.value { font-size: .85em; }
      table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: .92rem; }
      th, td { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; border-bottom: 1px solid var(--line); }
      .aside { color: var(--faint); }
      .violates { color: var(--string); }
      main { overflow-x: auto; margin: 1.5rem 0; font-size: 14px; }
      .l { position: relative; padding-left: 4.5ch; min-height: 1.5em; line-height: 1.5; white-space: pre; }
      .n { position: absolute; left: 0; width: 3.5ch; text-align: right; color: var(--faint); font-size: .8em;
        line-height: 1.9; font-family: 'DejaVu Sans Mono', monospace; user-select: none; }
      .s { display: inline-block; width: 2ch; margin: 0 -.5ch; text-align: center; line-height: 1; text-indent: 0; }
      .k { font-weight: bold; color: var(--word); }
      .str { color: var(--string); }
      .c { color: var(--note); font-style: italic; }
      .blank { height: .6em; }
      .l a.use { color: inherit; }
      .l a.use:hover, .l a.use:focus { color: var(--link); }
      .l a.name { font-weight: bold; color: var(--link); }
      .l .var { font-style: italic; }
      .prose { position: relative; margin: .4em 0 .4em; padding: .5em 1em .5em 1.2em; background: var(--box);
        border-left: 3px solid var(--line); max-width: 82ch; font-size: 15px; }
      .bar { position: relative; padding-left: 4.5rem; }
      .bar > .n { top: 1.1em; font-size: 11px; }
      .prose p { margin: .3em 0; }
      .prose p.item { padding-left: 1.2em; text-indent: -1.2em; }
      .prose pre { margin: .3em 0; font: 13px/1.45 'DejaVu Sans Mono', monospace; overflow-x: auto; }
      .prose .title { font-weight: bold; letter-spacing: .06em; }
      .rule { position: relative; padding-left: 4.5rem; }
      .rule hr, .module hr { border: 0; border-top: 1px solid var(--faint); }
      .module { display: flex; align-items: center; gap: 1rem; padding-left: 4.5rem; position: relative;
        font-size: 1.15em; margin: .5em 0; }
      .module hr { flex: 1; }
      .outside { color: var(--faint); white-space: pre-wrap; padding-left: 4.5rem; position: relative; }
      :target { background: var(--mark); scroll-margin-top: 20vh; }
      @media print { :root { --ink: #000; --paper: #fff; --link: #000; --word: #000; --string: #000; --note: #333;
          --box: #fff; --mark: #fff; --faint: #666; --line: #999; }
        body { max-width: none; padding: 0; font-size: 11pt; } nav { display: none; }
        main { font-size: 7.5pt; overflow: visible; } .prose { font-size: 9.5pt; break-inside: avoid; }
        .l { break-inside: avoid; white-space: pre-wrap; padding-left: 4.5ch; } h2, .module { break-after: avoid; } }
      """;

  private Html() {}

  /**
   * A page.
   *
   * @param title its title, as plain text
   * @param body its body, as HTML
   */
  static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
        + MARK
        + "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>"
        + escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  /** Text as it stands between tags or in quotes. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c < ' ' && c != '\n' ? '\uFFFD' : c);
              }
            });
    return escaped.toString();
  }

  /** A file's or an anchor's name as a part of an address. */
  static String address(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A link. */
  static String link(String address, String text) {
    return "<a href=\"" + address + "\">" + escape(text) + "</a>";
  }
}
