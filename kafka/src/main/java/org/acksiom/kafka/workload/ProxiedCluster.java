package org.acksiom.kafka.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.acksiom.kafka.cluster.EmbeddedCluster;
import org.acksiom.kafka.proxy.FaultProxy;
import org.acksiom.kafka.proxy.FrameRule;

/** A real cluster whose clients reach every broker through a proxy. */
final class ProxiedCluster implements AutoCloseable {
  private final Resources resources = new Resources();
  private final List<FaultProxy> proxies = new ArrayList<>();

  /** Starts the proxies and, behind them, the cluster; for the parameters see {@link Torture}. */
  ProxiedCluster(Path directory, int brokers) throws IOException {
    try {
      for (int id = 1; id <= brokers; id++) {
        proxies.add(resources.add(FaultProxy.listen()));
      }
      resources.add(EmbeddedCluster.start(directory, brokers, this::proxyOf));
    } catch (IOException | RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  String bootstrapServers() {
    return proxies.stream()
        .map(FaultProxy::address)
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .collect(Collectors.joining(","));
  }

  /** One rule for the whole network. */
  void obey(FrameRule rule) {
    proxies.forEach(proxy -> proxy.obey(rule));
  }

  /** See {@link FaultProxy#awaitEnd}. */
  void awaitEnd(String clientId) throws IOException {
    for (FaultProxy proxy : proxies) {
      proxy.awaitEnd(clientId);
    }
  }

  /** See {@link FaultProxy#heal}. */
  void heal() throws IOException {
    for (FaultProxy proxy : proxies) {
      proxy.heal();
    }
  }

  @Override
  public void close() throws IOException {
    resources.close();
  }

  private InetSocketAddress proxyOf(int broker, InetSocketAddress listener) {
    FaultProxy proxy = proxies.get(broker - 1);
    proxy.forwardTo(listener);
    return proxy.address();
  }
}
