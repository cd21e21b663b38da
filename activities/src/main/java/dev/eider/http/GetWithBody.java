package dev.eider.http;

import dev.eider.fault.Fault.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A GET that carries a body, which some APIs want and OkHttp refuses: sent by the JDK's client. */
final class GetWithBody {
  private static final Set<String> SET_BY_CLIENT =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final ProxySelector proxies;
  private final Duration connect;
  private final Duration read;
  private final long bodyLimit;

  GetWithBody(ProxySelector proxies, Duration connect, Duration read, long bodyLimit) {
    this.proxies = proxies;
    this.connect = connect;
    this.read = read;
    this.bodyLimit = bodyLimit;
  }

  Answer send(Call call, URI uri, String hostAndPort) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(read)
            .setHeader("User-Agent", "eider")
            .setHeader("Accept-Encoding", "gzip, deflate")
            .method(
                call.method(),
                HttpRequest.BodyPublishers.ofByteArray(Objects.requireNonNull(call.body())));
    call.headers()
        .forEach(
            (name, value) -> {
              if (!SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
              }
            });
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .proxy(proxies)
            .build()) {
      HttpResponse<InputStream> response =
          client.send(request.build(), info -> new PatientBody(read));
      String encoding = response.headers().firstValue("Content-Encoding").orElse("");
      Map<String, String> headers = new LinkedHashMap<>();
      response.headers().map().forEach((name, all) -> headers.put(name, String.join(", ", all)));
      // A body that is not read to its end must be let go, or the client waits for it.
      try (InputStream body = response.body()) {
        return new Answer(
            response.statusCode(), headers, Body.read(body, encoding, bodyLimit, call.where()));
      }
    } catch (IOException e) {
      throw NoAnswer.of(e, call.where(), hostAndPort);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(
          "http.interrupted", call.where(), "the request was interrupted", null, e);
    }
  }
}
