package org.acksiom.cli.typeset;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.acksiom.specs.tla.Token;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page, read back. */
final class Page {
  private final Document document;

  private Page(Document document) {
    this.document = document;
  }

  static Page of(String html) {
    try {
      return new Page(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(html))));
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new AssertionError("expected well-formed XML, found " + html, e);
    }
  }

  List<Element> elements(String name) {
    return elements(document.getElementsByTagName(name));
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  List<String> ids() {
    return elements("*").stream().map(e -> e.getAttribute("id")).filter(i -> !i.isEmpty()).toList();
  }

  /** The links that show that text, with their titles. */
  Map<String, String> links(String text) {
    return elements("a").stream()
        .filter(a -> a.getTextContent().equals(text))
        .collect(
            Collectors.toMap(
                a -> a.getAttribute("href"),
                a -> a.getAttribute("title"),
                (one, same) -> one,
                TreeMap::new));
  }

  String text() {
    return document.getDocumentElement().getTextContent();
  }

  /** The words of the source, symbols written as there. */
  List<String> source() {
    StringBuilder source = new StringBuilder();
    append(source, elements("main").get(0));
    return words(source.toString());
  }

  private static void append(StringBuilder source, Node node) {
    if (node instanceof Text) {
      source.append(node.getNodeValue());
    }
    if (!(node instanceof Element element)) {
      return;
    }
    String style = element.getAttribute("class");
    switch (style) {
      case "n" -> {}
      case "s" -> source.append(element.getAttribute("title"));
      case "dashes" -> source.append(" ---- ");
      case "end" -> source.append(" ==== ");
      default -> {
        boolean apart =
            style.equals("c") || List.of("div", "p", "pre").contains(element.getTagName());
        String around = apart ? " " : element.getTagName().equals("em") ? "*" : "";
        source.append(around);
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
          append(source, child);
        }
        source.append(around);
      }
    }
  }

  /** The words that a page must have: all of the source but what frames comments. */
  static List<String> words(List<Token> tokens) {
    StringBuilder source = new StringBuilder();
    Token before = null;
    boolean ruled = false;
    for (Token token : tokens) {
      if (before == null || before.endLine() < token.line()) {
        ruled = token.kind() == Token.Kind.RULE || token.kind() == Token.Kind.END;
      }
      boolean touching =
          before != null
              && before.line() == token.line()
              && before.column() + before.text().length() == token.column();
      source.append(touching ? "" : " ");
      switch (token.kind()) {
        case RULE -> source.append(ruled ? " ---- " : token.text());
        case END -> source.append(ruled ? " ==== " : token.text());
        case LINE_COMMENT, BLOCK_COMMENT -> {
          String text = token.text().replaceFirst("^\\\\\\*|^\\(\\*", " ");
          text =
              token.kind() == Token.Kind.BLOCK_COMMENT ? text.replaceFirst("\\*\\)$", " ") : text;
          source.append(text.replaceAll("(?m)^[*\\s]+$", " ")).append(' ');
        }
        default -> source.append(token.text());
      }
      before = token;
    }
    return words(source.toString());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).toList();
  }

  /** Where the tokens of a module stand on the page: in which column of which line's characters. */
  Map<Token, Integer> columns(List<Token> tokens) {
    Map<String, List<String>> lines = new TreeMap<>();
    for (Element div : elements("div")) {
      if (div.getAttribute("class").equals("l")) {
        List<String> characters = new ArrayList<>();
        spread(characters, div);
        lines.put(div.getAttribute("id"), characters);
      }
    }
    Map<Token, Integer> columns = new LinkedHashMap<>();
    Token before = null;
    for (Token token : tokens) {
      List<String> line = lines.get("L" + token.line());
      if (line != null) {
        int from = 0;
        if (before != null && before.line() == token.line()) {
          from = columns.get(before) + width(line, columns.get(before), before.text());
        }
        while (line.get(from).equals(" ")) {
          from++;
        }
        columns.put(token, from);
        before = token;
      }
    }
    return columns;
  }

  /** How many characters of the line, from there on, stand for that text of the source. */
  private static int width(List<String> line, int from, String text) {
    StringBuilder read = new StringBuilder();
    int end = from;
    while (!read.toString().equals(text)) {
      if (end == line.size() || !text.startsWith(read.toString())) {
        throw new AssertionError("expected " + text + " at " + from + " of " + line);
      }
      read.append(line.get(end));
      end++;
    }
    return end - from;
  }

  /** Each character of a line as what it stands for in the source. */
  private static void spread(List<String> characters, Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Text) {
        child.getNodeValue().chars().forEach(c -> characters.add(Character.toString(c)));
      } else if (child instanceof Element element) {
        switch (element.getAttribute("class")) {
          case "n" -> {}
          case "s" -> {
            if (element.getTextContent().length() != 1) {
              throw new AssertionError("expected one character, found " + element.getTextContent());
            }
            characters.add(element.getAttribute("title"));
          }
          default -> spread(characters, element);
        }
      }
    }
  }
}
