package org.acksiom.cli.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.cli.page.Page;
import org.acksiom.conformance.sources.ActionPlaces;
import org.acksiom.conformance.sources.Place;
import org.acksiom.impl.simulator.Action;

/** Where each action is written: in the specification and in the code, one beside the other. */
final class Sources {
  private Sources() {}

  /** A section with all of them. */
  static String of(Map<Action, ActionPlaces> places) {
    StringBuilder html = new StringBuilder("<section id=\"sources\">\n<h2>Where it is written");
    html.append("</h2>\n<p>One step is one action of the specification and one transition of the");
    html.append(" code.</p>\n");
    places.forEach(
        (action, at) -> {
          html.append("<details class=\"source\" id=\"").append(id(action)).append("\">");
          html.append("<summary><code>").append(action.specName()).append("</code> <span");
          html.append(" class=\"soft\">").append(names(at)).append("</span></summary>\n<div>\n");
          append(html, at.specification());
          append(html, at.code());
          html.append("</div></details>\n");
        });
    return html.append("</section>\n").toString();
  }

  private static void append(StringBuilder html, List<Place> places) {
    html.append("<div>");
    for (Place place : places) {
      html.append("<h3><code>").append(Page.escape(place.file() + ":" + place.line()));
      html.append("</code></h3>\n");
      if (!place.commentWords().isEmpty()) {
        html.append("<p class=\"comment\">").append(Page.escape(place.commentWords()));
        html.append("</p>\n");
      }
      html.append("<pre tabindex=\"0\">").append(Page.escape(place.text())).append("</pre>\n");
    }
    html.append("</div>\n");
  }

  /** Links from a step to where it is written, with file and line. */
  static String links(ActionPlaces places) {
    return "<a href=\"#" + id(places.action()) + "\">" + names(places) + "</a>";
  }

  private static String names(ActionPlaces places) {
    return Stream.of(places.specification(), places.code())
        .map(each -> each.stream().map(Sources::brief).collect(Collectors.joining(", ")))
        .collect(Collectors.joining(" · "));
  }

  private static String brief(Place place) {
    return Page.escape(place.file().replaceAll(".*/", "") + ":" + place.line());
  }

  private static String id(Action action) {
    return "action-" + action.specName();
  }
}
