package dev.eider.connector.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.http.FakeApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when there is no answer at all. */
@Tag("slow")
final class BadConnectionsTest {

  @Test
  void saysWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket closed = loopback()) {
      port = closed.getLocalPort();
    }
    Fault fault = fault(Unavailable.class, "http://127.0.0.1:" + port);
    assertThat(fault.problem().message())
        .isEqualTo("expected a server at 127.0.0.1:" + port + " but nobody listens there");
  }

  @Test
  void saysWhichHostHasNoAddress() {
    Fault fault = fault(Unavailable.class, "http://no-such-host.localhost.invalid");
    assertThat(fault.problem().code()).isEqualTo("http.unknown_host");
    assertThat(fault.problem().message()).contains("no-such-host.localhost.invalid:80");
  }

  @Test
  void saysThatAServerSpeaksNoTls() throws IOException {
    try (ServerSocket server = loopback()) {
      Thread.ofVirtual().start(() -> answer(server, "HTTP/1.1 400 Bad Request\r\n\r\n", false));
      Fault fault = fault(Misconfigured.class, "https://127.0.0.1:" + server.getLocalPort());
      assertThat(fault.problem().code()).isEqualTo("http.not_tls");
      assertThat(fault.problem().fix()).isEqualTo("write http:// in the URL");
    }
  }

  @Test
  void saysWhatToDoAboutACertificateNobodyKnows(@TempDir Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("keys.p12"))));
    server.start();
    try {
      Fault fault =
          fault(Misconfigured.class, "https://127.0.0.1:" + server.getAddress().getPort());
      assertThat(fault.problem().code()).isEqualTo("http.tls_untrusted");
      assertThat(fault.problem().fix()).contains("trust store");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void isUnavailableWhenTheConnectionBreaksInTheMiddleOfABody() throws IOException {
    try (ServerSocket server = loopback()) {
      String half = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{\"data\":[";
      Thread.ofVirtual().start(() -> answer(server, half, true));
      Fault fault = fault(Unavailable.class, "http://127.0.0.1:" + server.getLocalPort());
      assertThat(fault.problem().code()).isIn("http.connection_lost", "http.truncated");
    }
  }

  @Test
  void takesNoTokenAlongToAnotherHost() {
    byte[] body = "{\"data\":[{\"id\":1}]}".getBytes(UTF_8);
    try (FakeApi other = new FakeApi(call -> new Answer(200, Map.of(), body));
        FakeApi api =
            new FakeApi(
                call -> new Answer(302, Map.of("Location", other.url() + "/x"), new byte[0]))) {
      LoopbackApi source = new LoopbackApi(api.url());
      source.read();
      assertThat(source.rows).hasSize(1);
      assertThat(api.calls().getFirst().headers()).containsKey("Authorization");
      assertThat(other.calls().getFirst().headers()).doesNotContainKey("Authorization");
    }
  }

  private static Fault fault(Class<? extends Fault> kind, String url) {
    return catchThrowableOfType(kind, () -> new LoopbackApi(url).read());
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Sends a text to whoever connects first, and hangs up or resets the connection. */
  private static void answer(ServerSocket server, String text, boolean reset) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read()).isNotNegative();
      socket.getOutputStream().write(text.getBytes(UTF_8));
      socket.setSoLinger(reset, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLContext selfSigned(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
