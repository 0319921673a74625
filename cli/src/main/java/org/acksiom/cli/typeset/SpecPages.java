package org.acksiom.cli.typeset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.cli.typeset.Library.Target;
import org.acksiom.cli.typeset.Typesetter.Anchor;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import org.acksiom.specs.tla.ConfigText;
import org.acksiom.specs.tla.Definition;
import org.acksiom.specs.tla.ModuleText;
import org.acksiom.specs.tla.Token;

/**
 * The specifications as pages that need nothing else: {@code index.html}, {@code MODULE.html} for
 * each module and {@code models/MODEL.html} for each model. The same specifications make the same
 * bytes.
 */
public final class SpecPages {
  private static final String INDEX = "index.html";
  private static final String MODELS = "models";

  private final Library library;
  private final List<Model> models;

  /** What each model checks. */
  private final Map<Model, List<Target>> checked = new HashMap<>();

  private final boolean inReport;

  private SpecPages(List<SpecModule> modules, List<Model> models, boolean inReport) {
    this.library = new Library(modules);
    this.models = models;
    this.inReport = inReport;
    for (Model model : models) {
      checked.put(
          model,
          ConfigText.of(model.config()).checked().stream()
              .flatMap(name -> library.meaning(model.module(), name).stream())
              .toList());
    }
  }

  /**
   * Writes the packaged specifications.
   *
   * @param folder made if it is not there; pages of an earlier time are deleted
   * @param inReport whether a report's {@code index.html} is in the folder above
   * @return the index
   * @throws IOException if they can't be written
   */
  public static Path write(Path folder, boolean inReport) throws IOException {
    Map<String, String> pages = of(SpecFiles.modules(), SpecFiles.models(), inReport);
    clear(folder);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = folder.resolve(page.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.getValue());
    }
    return folder.resolve(INDEX);
  }

  /**
   * Deletes pages that were written earlier, and nothing else.
   *
   * @param folder where they are; it need not be there
   */
  public static void clear(Path folder) throws IOException {
    for (Path place : List.of(folder, folder.resolve(MODELS))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".html")).toList()) {
            if (Files.isRegularFile(file) && Files.readString(file).contains(Html.MARK)) {
              Files.delete(file);
            }
          }
        }
      }
    }
  }

  /** The pages' texts by their paths. */
  static Map<String, String> of(List<SpecModule> modules, List<Model> models, boolean inReport) {
    SpecPages pages = new SpecPages(modules, models, inReport);
    Map<String, String> texts = new TreeMap<>();
    texts.put(INDEX, pages.index());
    for (ModuleText module : pages.library.modules()) {
      texts.put(module.name() + ".html", pages.module(module));
    }
    for (Model model : models) {
      texts.put(MODELS + "/" + model.name() + ".html", pages.model(model));
    }
    return texts;
  }

  private static String address(Target target) {
    return Html.address(target.module().name()) + ".html#" + Html.address(target.definition().id());
  }

  private static String moduleLink(String base, String name) {
    return Html.link(base + Html.address(name) + ".html", name);
  }

  private static String modelLink(String base, Model model) {
    return Html.link(base + Html.address(model.name()) + ".html", model.name());
  }

  private String title(Target target) {
    String about = library.about(target);
    Token name = target.module().tokens().get(target.definition().token());
    return about.isEmpty() ? "%s, line %d".formatted(target.module().name(), name.line()) : about;
  }

  private Anchor use(String base, String here, Target target) {
    String address =
        target.module().name().equals(here)
            ? "#" + Html.address(target.definition().id())
            : base + address(target);
    return new Anchor(null, address, title(target), style(target.definition()));
  }

  private static String style(Definition definition) {
    return definition.kind() == Definition.Kind.VARIABLE ? "var" : "";
  }

  private Optional<Anchor> named(String base, String here, String name) {
    return library
        .meaning(here, name)
        .map(target -> use(base, here, target))
        .or(
            () ->
                library
                    .module(name)
                    .filter(module -> !name.equals(here))
                    .map(module -> moduleAnchor(base, module)));
  }

  private Anchor moduleAnchor(String base, ModuleText module) {
    String head = library.abouts(module.name()).head();
    return new Anchor(
        null,
        base + Html.address(module.name()) + ".html",
        Prose.unmarked(Abouts.firstSentence(head)),
        "");
  }

  private Optional<Anchor> anchor(ModuleText module, Links links, Token token) {
    Optional<Anchor> defined =
        links
            .defined(token)
            .map(
                definition ->
                    new Anchor(
                        definition.id(),
                        "#" + Html.address(definition.id()),
                        title(new Target(module, definition)),
                        style(definition)));
    return defined
        .or(() -> links.target(token).map(target -> use("", module.name(), target)))
        .or(() -> links.module(token).flatMap(library::module).map(m -> moduleAnchor("", m)));
  }

  private String module(ModuleText module) {
    StringBuilder html = new StringBuilder("<nav>");
    html.append(Html.link(INDEX, "The specifications"));
    List<String> names = library.modules().stream().map(ModuleText::name).toList();
    int place = names.indexOf(module.name());
    if (place > 0) {
      html.append("<span>before: ").append(moduleLink("", names.get(place - 1))).append("</span>");
    }
    if (place < names.size() - 1) {
      html.append("<span>next: ").append(moduleLink("", names.get(place + 1))).append("</span>");
    }
    html.append("</nav>\n<h1>").append(Html.escape(module.name())).append("</h1>\n");
    html.append("<p class=\"aside\">").append(relations(module)).append("</p>\n");
    appendProperties(html, module);
    appendModels(html, module.name());
    Links links = new Links(library, module);
    html.append("<main>\n");
    html.append(
        new Typesetter(
                module.tokens(),
                true,
                token -> anchor(module, links, token),
                name -> named("", module.name(), name))
            .html());
    return Html.page(module.name(), html.append("</main>\n").toString());
  }

  private String relations(ModuleText module) {
    List<String> parts = new ArrayList<>();
    if (!module.extended().isEmpty()) {
      parts.add("extends " + modules(module.extended()));
    }
    List<String> instances = new ArrayList<>(module.imported());
    instances.addAll(module.instantiated());
    if (!instances.isEmpty()) {
      parts.add("instantiates " + modules(instances));
    }
    List<String> users =
        library.modules().stream()
            .filter(other -> other.uses().contains(module.name()))
            .map(ModuleText::name)
            .toList();
    if (!users.isEmpty()) {
      parts.add("used by " + modules(users));
    }
    return String.join("; ", parts);
  }

  private String modules(List<String> names) {
    return names.stream()
        .map(name -> library.module(name).isPresent() ? moduleLink("", name) : Html.escape(name))
        .collect(Collectors.joining(", "));
  }

  /** The properties that this module defines and some model checks. */
  private void appendProperties(StringBuilder html, ModuleText module) {
    StringBuilder rows = new StringBuilder();
    for (Definition definition : module.definitions()) {
      Target target = new Target(module, definition);
      List<Model> checking =
          models.stream().filter(model -> checked.get(model).contains(target)).toList();
      if (!checking.isEmpty()) {
        boolean[] expectations = {false, true};
        rows.append("<tr><td><code>")
            .append(Html.link(address(target), definition.name()))
            .append("</code></td><td>")
            .append(Prose.phrase(library.about(target)))
            .append("</td>");
        for (boolean violated : expectations) {
          rows.append("<td>")
              .append(
                  checking.stream()
                      .filter(
                          model ->
                              violated
                                  ? definition.name().equals(model.violates())
                                  : model.violates() == null)
                      .map(model -> modelLink(MODELS + "/", model))
                      .collect(Collectors.joining(", ")))
              .append("</td>");
        }
        rows.append("</tr>\n");
      }
    }
    if (!rows.isEmpty()) {
      html.append("<table>\n<thead><tr><th>property</th><th>says</th>")
          .append("<th>holds in</th><th>violated in</th></tr></thead>\n<tbody>\n")
          .append(rows)
          .append("</tbody>\n</table>\n");
    }
  }

  private void appendModels(StringBuilder html, String module) {
    List<Model> own = models.stream().filter(model -> model.module().equals(module)).toList();
    if (own.isEmpty()) {
      return;
    }
    html.append("<table>\n<thead><tr><th>model</th><th>expected</th><th>what it shows</th></tr>")
        .append("</thead>\n<tbody>\n");
    for (Model model : own) {
      html.append("<tr><td>")
          .append(modelLink(MODELS + "/", model))
          .append("</td><td>")
          .append(expectation("", model))
          .append("</td><td>")
          .append(Html.escape(model.about()))
          .append("</td></tr>\n");
    }
    html.append("</tbody>\n</table>\n");
  }

  private String expectation(String base, Model model) {
    if (model.violates() == null) {
      return "holds";
    }
    String property =
        library
            .meaning(model.module(), model.violates())
            .map(target -> Html.link(base + address(target), model.violates()))
            .orElse(Html.escape(model.violates()));
    return "<span class=\"violates\">violates</span> " + property;
  }

  private String model(Model model) {
    String base = "../";
    StringBuilder html = new StringBuilder("<nav>");
    html.append(Html.link(base + INDEX, "The specifications"))
        .append("<span>model of ")
        .append(moduleLink(base, model.module()))
        .append("</span></nav>\n<h1>")
        .append(Html.escape(model.name()))
        .append("</h1>\n<p>")
        .append(Html.escape(model.about()))
        .append("</p>\n<p>Expected: ")
        .append(expectation(base, model))
        .append(". <code>./acksiom model-check ")
        .append(Html.escape(model.name()))
        .append("</code></p>\n");
    ConfigText config = ConfigText.of(model.config());
    appendChecked(html, model, config);
    appendConstants(html, model, config);
    html.append("<main>\n");
    html.append(
        new Typesetter(
                config.tokens(),
                false,
                token ->
                    token.kind() == Token.Kind.IDENTIFIER
                        ? library.meaning(model.module(), token.text()).map(t -> use(base, "", t))
                        : Optional.empty(),
                name -> Optional.empty())
            .html());
    return Html.page(model.name(), html.append("</main>\n").toString());
  }

  private void appendChecked(StringBuilder html, Model model, ConfigText config) {
    html.append("<table>\n<thead><tr><th>checked</th><th>says</th></tr></thead>\n<tbody>\n");
    for (String property : config.checked()) {
      appendRow(html, model, property, null);
    }
    html.append("</tbody>\n</table>\n");
  }

  private void appendConstants(StringBuilder html, Model model, ConfigText config) {
    if (config.constants().isEmpty()) {
      return;
    }
    html.append("<table>\n<thead><tr><th>constant</th><th>value</th><th>is</th></tr></thead>\n");
    html.append("<tbody>\n");
    config.constants().forEach((name, value) -> appendRow(html, model, name, value));
    html.append("</tbody>\n</table>\n");
  }

  private void appendRow(StringBuilder html, Model model, String name, String value) {
    Optional<Target> target = library.meaning(model.module(), name);
    html.append("<tr><td><code>")
        .append(target.map(t -> Html.link("../" + address(t), name)).orElse(Html.escape(name)))
        .append("</code></td>");
    if (value != null) {
      html.append("<td class=\"value\">").append(Html.escape(value)).append("</td>");
    }
    html.append("<td>")
        .append(Prose.phrase(target.map(library::about).orElse("")))
        .append("</td></tr>\n");
  }

  private String index() {
    StringBuilder html = new StringBuilder();
    if (inReport) {
      html.append("<nav>").append(Html.link("../" + INDEX, "The report")).append("</nav>\n");
    }
    html.append("<h1>The specifications</h1>\n<p>")
        .append(library.modules().size())
        .append(" modules in reading order, and ")
        .append(models.size())
        .append(" models that TLC checks: <code>./acksiom model-check</code>.</p>\n");
    for (ModuleText module : library.modules()) {
      html.append("<h2 id=\"")
          .append(Html.escape(module.name()))
          .append("\">")
          .append(moduleLink("", module.name()))
          .append("</h2>\n<p>")
          .append(Prose.phrase(library.abouts(module.name()).head()))
          .append("</p>\n<p class=\"aside\">")
          .append(relations(module))
          .append("</p>\n");
      appendProperties(html, module);
      appendModels(html, module.name());
    }
    return Html.page("Acksiom: the specifications", html.toString());
  }
}
