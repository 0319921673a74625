package org.acksiom.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.specs.Preset;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Whatever happens can be drawn, with everything in sight, and stands beside it in words. */
class StoryFigureTest {

  @Property(tries = 150)
  void everyStepHasARowAWordAndAStateAndNothingIsDrawnOutside(
      @ForAll Preset preset,
      @ForAll @IntRange(min = 1, max = 4) int replicas,
      @ForAll @IntRange(min = 1, max = 5) int records,
      @ForAll @IntRange(min = 0, max = 90) int steps,
      @ForAll long seed)
      throws Exception {
    Schedule schedule = Walks.walk(preset, replicas, records, steps, seed);
    String html = StoryFigure.of(schedule, action -> action.specName());
    assertThat(StoryFigure.of(schedule, action -> action.specName())).isEqualTo(html);
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
    int length = schedule.events().size();
    List<Story.Step> told = Story.of(schedule);
    List<Element> items = elements(page, "li");
    assertThat(items).hasSize(length);
    for (int i = 0; i < length; i++) {
      assertThat(items.get(i).getTextContent())
          .contains(told.get(i).sentence(), schedule.events().get(i).action().specName());
      assertThat(elements(items.get(i), "tr")).hasSize(1 + replicas + 1);
      assertThat(items.get(i).getAttribute("class").equals("fault"))
          .isEqualTo(told.get(i).before().isFault(told.get(i).event()));
    }
    assertThat(elements(page, "text").stream().filter(it -> is(it, "cross")))
        .as("a cross for each fault, and for nothing else")
        .hasSize((int) items.stream().filter(it -> is(it, "fault")).count());
    assertThat(elements(page, "rect").stream().filter(it -> it.hasAttribute("data-step")))
        .extracting(it -> it.getAttribute("data-step"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, length).mapToObj(Integer::toString).toList());
    Element svg = elements(page, "svg").get(1);
    double width = Double.parseDouble(svg.getAttribute("width"));
    double height = Double.parseDouble(svg.getAttribute("height"));
    for (Element line : elements(svg, "line")) {
      for (String end : List.of("1", "2")) {
        assertThat(Double.parseDouble(line.getAttribute("x" + end))).isBetween(0.0, width);
        assertThat(Double.parseDouble(line.getAttribute("y" + end))).isBetween(0.0, height);
      }
    }
    for (Element box : elements(svg, "rect")) {
      assertThat(Double.parseDouble(box.getAttribute("x"))).isBetween(0.0, width - 10);
      assertThat(Double.parseDouble(box.getAttribute("y"))).isBetween(0.0, height);
    }
  }

  private static boolean is(Element element, String type) {
    return element.getAttribute("class").equals(type);
  }

  private static List<Element> elements(Document page, String name) {
    return elements(page.getDocumentElement(), name);
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
