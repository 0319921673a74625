package org.acksiom.specs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which order modules are best read. */
final class ReadingOrder {
  private static final Pattern LINK = Pattern.compile("\\]\\((?:[^)\\s]*/)?([^)/\\s]+)\\.tla\\)");

  private final Map<String, SpecModule> modules = new TreeMap<>();
  private final Map<String, List<String>> uses = new TreeMap<>();
  private final List<String> order = new ArrayList<>();

  private ReadingOrder(List<SpecModule> all) {
    for (SpecModule module : all) {
      modules.put(module.name(), module);
    }
    for (SpecModule module : all) {
      uses.put(module.name(), module.text().uses().stream().filter(modules::containsKey).toList());
    }
  }

  /**
   * Modules in the order in which a guide links to their files. One to which it does not link comes
   * after the last of those that it uses and what extends that one; one that uses none comes before
   * the first that uses it.
   *
   * @param guide a text in Markdown
   */
  static List<SpecModule> of(List<SpecModule> modules, String guide) {
    ReadingOrder order = new ReadingOrder(modules);
    Matcher link = LINK.matcher(guide);
    while (link.find()) {
      String name = link.group(1);
      if (order.modules.containsKey(name) && !order.order.contains(name)) {
        order.order.add(name);
      }
    }
    order.modules.keySet().forEach(name -> order.insert(name, new ArrayList<>()));
    return order.order.stream().map(order.modules::get).toList();
  }

  /**
   * @param pending the modules that wait for this one, so that a circle ends
   */
  private void insert(String name, List<String> pending) {
    if (order.contains(name) || pending.contains(name)) {
      return;
    }
    pending.add(name);
    uses.get(name).forEach(used -> insert(used, pending));
    int last = uses.get(name).stream().mapToInt(order::indexOf).max().orElse(-1);
    order.add(last < 0 ? beforeItsUsers(name) : afterWhatExtends(last), name);
  }

  /** Behind that place, and behind what follows there and extends it, such as its properties. */
  private int afterWhatExtends(int place) {
    Set<String> family = new HashSet<>(Set.of(order.get(place)));
    int next = place + 1;
    while (next < order.size()
        && modules.get(order.get(next)).text().extended().stream().anyMatch(family::contains)) {
      family.add(order.get(next));
      next++;
    }
    return next;
  }

  private int beforeItsUsers(String name) {
    return (int) order.stream().takeWhile(other -> !uses.get(other).contains(name)).count();
  }
}
