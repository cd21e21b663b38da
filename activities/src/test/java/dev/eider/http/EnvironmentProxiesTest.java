package dev.eider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentProxiesTest {

  @Test
  void goesThroughTheProxyOfTheScheme() {
    List<Proxy> chosen =
        select(Map.of("HTTPS_PROXY", "http://u:p@proxy.example.com:3128"), "a.org");
    assertThat(chosen.getFirst().address())
        .isInstanceOfSatisfying(
            InetSocketAddress.class,
            address -> {
              assertThat(address.getHostString()).isEqualTo("proxy.example.com");
              assertThat(address.getPort()).isEqualTo(3128);
            });
  }

  @ParameterizedTest
  @CsvSource({"example.com, true", "api.example.com, true", "badexample.com, false"})
  void leavesOutTheHostsOfNoProxy(String host, boolean direct) {
    Map<String, String> environment =
        Map.of("https_proxy", "proxy:1", "no_proxy", "localhost, .example.com");
    assertThat(select(environment, host).equals(List.of(Proxy.NO_PROXY))).isEqualTo(direct);
  }

  @Test
  void logsInWithTheProxysUser() {
    Map<String, String> environment = Map.of("https_proxy", "http://u:p@proxy:1");
    assertThat(new EnvironmentProxies(environment).authorization()).contains("Basic dTpw");
  }

  @Test
  void neverPrintsAProxyItCannotRead() {
    assertThatThrownBy(() -> select(Map.of("HTTPS_PROXY", "http://u:secret@:x"), "a.org"))
        .isInstanceOf(Misconfigured.class)
        .hasMessageNotContaining("secret");
  }

  private static List<Proxy> select(Map<String, String> environment, String host) {
    return new EnvironmentProxies(environment).select(URI.create("https://" + host + "/x"));
  }
}
