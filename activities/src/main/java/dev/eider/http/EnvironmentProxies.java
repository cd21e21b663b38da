package dev.eider.http;

import dev.eider.fault.Fault.Misconfigured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy named by {@code HTTPS_PROXY}, {@code HTTP_PROXY} or {@code ALL_PROXY}, unless {@code
 * NO_PROXY} lists the host; lower-case names count too and go first.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final int USUAL_PORT = 8080;

  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (isExempt(host)) {
      return List.of(Proxy.NO_PROXY);
    }
    return proxyFor(uri.getScheme())
        .map(proxy -> new InetSocketAddress(proxy.getHost(), port(proxy)))
        .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** What {@code Proxy-Authorization} says, if a proxy's address holds a user and a password. */
  Optional<String> authorization() {
    return proxyFor("https")
        .or(() -> proxyFor("http"))
        .map(URI::getUserInfo)
        .map(user -> Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
        .map(encoded -> "Basic " + encoded);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException cause) {
    // The request that wanted it reports it.
  }

  private Optional<URI> proxyFor(String scheme) {
    return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(this::parsed);
  }

  private URI parsed(String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below: without the text, which may hold a password.
    }
    throw new Misconfigured(
        "http.bad_proxy",
        "environment",
        "expected the proxy variable to be like 'http://proxy.example.com:3128'",
        "correct HTTPS_PROXY or HTTP_PROXY");
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
  }

  private boolean isExempt(String host) {
    for (String entry : variable("no_proxy").orElse("").split(",", -1)) {
      String name = entry.strip().toLowerCase(Locale.ROOT);
      String suffix = name.startsWith(".") ? name : "." + name;
      if (name.equals("*") || (!name.isEmpty() && ("." + host).endsWith(suffix))) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }
}
