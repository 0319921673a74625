package org.acksiom.cli.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.cli.page.Page;
import org.acksiom.conformance.sources.ActionPlaces;
import org.acksiom.conformance.sources.Place;
import org.acksiom.conformance.sources.UntracedException;
import org.acksiom.impl.simulator.Action;

/**
 * Where each action is written, in the specification and in the code. Whoever changes one before
 * the other still gets a page: it says what has no partner instead.
 */
public final class ActionSources {
  private final Map<Action, ActionPlaces> places;
  private final String untraced;

  private ActionSources(Map<Action, ActionPlaces> places, String untraced) {
    this.places = places;
    this.untraced = untraced;
  }

  /** Those that run. */
  public static ActionSources packaged() {
    try {
      return new ActionSources(ActionPlaces.packaged(), "");
    } catch (UntracedException e) {
      return new ActionSources(Map.of(), e.getMessage());
    }
  }

  /** The files and lines of an action, as HTML; empty if they are not known. */
  public String lines(Action action) {
    return places.containsKey(action) ? "<code>" + brief(places.get(action)) + "</code>" : "";
  }

  /** The same as a link to where the page shows them. */
  String link(Action action) {
    return places.containsKey(action)
        ? "<a href=\"#" + id(action) + "\">" + brief(places.get(action)) + "</a>"
        : "";
  }

  /** What has no partner, if something has none. */
  String untraced() {
    return untraced.isEmpty() ? "" : "<pre class=\"bad\">" + Page.escape(untraced) + "</pre>\n";
  }

  /** A section with the text of all of them, those of one action beside each other. */
  String section() {
    StringBuilder html = new StringBuilder("<section id=\"sources\">\n<h2>Where it is written");
    html.append("</h2>\n<p>One step is one action of the specification and one transition of the");
    html.append(" code.</p>\n");
    places.forEach(
        (action, at) -> {
          html.append("<details class=\"source\" id=\"").append(id(action)).append("\">");
          html.append("<summary><code>").append(action.specName()).append("</code> <span");
          html.append(" class=\"soft\">").append(brief(at)).append("</span></summary>\n<div>\n");
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

  private static String brief(ActionPlaces places) {
    return Stream.of(places.specification(), places.code())
        .map(each -> each.stream().map(ActionSources::brief).collect(Collectors.joining(", ")))
        .collect(Collectors.joining(" · "));
  }

  private static String brief(Place place) {
    return Page.escape(place.file().replaceAll(".*/", "") + ":" + place.line());
  }

  private static String id(Action action) {
    return "action-" + action.specName();
  }
}
