package org.acksiom.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window, driven by its DevTools protocol: one page at a time, and all that it
 * complains of or asks the network for.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private String session;
  private boolean loaded;
  private int calls;

  private Browser(Process process, URI devTools) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(devTools, new Ear()).join();
  }

  /** Collects whole messages. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        try {
          received.add(MAPPER.readTree(message.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /**
   * Starts one; the test is skipped where there is no Chromium.
   *
   * @param folder where it keeps its profile: empty
   */
  static Browser start(Path folder) throws IOException {
    Path program =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(":"))
                        .map(path -> Path.of(path).resolve(name)))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, "no Chromium on the path: its pages are not tested");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1280,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    String sign = "DevTools listening on ";
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      if (line.startsWith(sign)) {
        Browser browser = new Browser(process, URI.create(line.substring(sign.length())));
        Thread drain = new Thread(() -> said.lines().forEach(more -> {}), "browser-stderr");
        drain.setDaemon(true);
        drain.start();
        browser.openPage();
        return browser;
      }
    }
    throw new IOException(program + " did not start: " + lines);
  }

  private void openPage() {
    ObjectNode about = MAPPER.createObjectNode().put("url", "about:blank");
    ObjectNode attach = MAPPER.createObjectNode().put("flatten", true);
    attach.put("targetId", call("Target.createTarget", about).path("targetId").textValue());
    session = call("Target.attachToTarget", attach).path("sessionId").textValue();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", MAPPER.createObjectNode());
    }
  }

  private JsonNode call(String method, ObjectNode params) {
    int id = ++calls;
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", params);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    while (true) {
      JsonNode next = next();
      if (next.path("id").intValue() == id) {
        if (next.has("error")) {
          throw new IllegalStateException(method + ": " + next.path("error"));
        }
        return next.path("result");
      }
    }
  }

  private JsonNode next() {
    JsonNode next;
    try {
      next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (next == null) {
      throw new IllegalStateException("the browser is silent");
    }
    JsonNode params = next.path("params");
    switch (next.path("method").asText()) {
      case "Page.loadEventFired" -> loaded = true;
      case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
          complaints.add(params.toString());
      case "Network.requestWillBeSent" ->
          requests.add(params.path("request").path("url").textValue());
      default -> {} // nothing that is asked for here
    }
    return next;
  }

  /** Opens the place on a page that a link from elsewhere names. */
  void open(Path page, String fragment) {
    for (String url : List.of("about:blank", page.toUri() + "#" + fragment)) {
      loaded = false;
      call("Page.navigate", MAPPER.createObjectNode().put("url", url));
      while (!loaded) {
        next();
      }
    }
  }

  /** Opens a page of the given size and waits until it is loaded. */
  void open(Path page, int width, int height, boolean dark) {
    ObjectNode size = MAPPER.createObjectNode().put("width", width).put("height", height);
    call(
        "Emulation.setDeviceMetricsOverride",
        size.put("deviceScaleFactor", 1).put("mobile", false));
    ObjectNode media = MAPPER.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
    loaded = false;
    call("Page.navigate", MAPPER.createObjectNode().put("url", page.toUri().toString()));
    while (!loaded) {
      next();
    }
  }

  /** What an expression is on the page, after two frames were drawn. */
  JsonNode evaluate(String expression) {
    String settled =
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            + ".then(() => ("
            + expression
            + "))";
    JsonNode result =
        call(
            "Runtime.evaluate",
            MAPPER
                .createObjectNode()
                .put("expression", settled)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  String text(String expression) {
    return evaluate(expression).asText();
  }

  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event = MAPPER.createObjectNode().put("type", type).put("key", key);
      call("Input.dispatchKeyEvent", event);
    }
  }

  void click(double x, double y) {
    mouse("mouseMoved", x, y);
    mouse("mousePressed", x, y);
    mouse("mouseReleased", x, y);
  }

  void hover(double x, double y) {
    mouse("mouseMoved", x, y);
  }

  private void mouse(String type, double x, double y) {
    ObjectNode event = MAPPER.createObjectNode().put("type", type).put("x", x).put("y", y);
    if (!type.equals("mouseMoved")) {
      event.put("button", "left").put("clickCount", 1);
    }
    call("Input.dispatchMouseEvent", event);
  }

  /** A picture of what is to be seen. */
  byte[] picture() {
    JsonNode picture =
        call("Page.captureScreenshot", MAPPER.createObjectNode().put("format", "png"));
    return Base64.getDecoder().decode(picture.path("data").textValue());
  }

  /** The errors and whatever else was written to the console. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Every address that was asked for, the pages themselves included. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      call("Browser.close", MAPPER.createObjectNode());
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException | IllegalStateException e) {
      process.destroyForcibly();
    }
  }
}
