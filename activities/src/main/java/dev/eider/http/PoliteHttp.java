package dev.eider.http;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.Authenticator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client: gives up in time, goes through the environment's proxy, follows redirects
 * without carrying credentials to another host, decompresses up to a limit, and says what is wrong
 * when there is no answer.
 *
 * <p>It speaks HTTP/1.1 only: HTTP/2 would turn header names into lower case, and manifests look
 * them up by the case the server wrote.
 */
public final class PoliteHttp implements Exchange, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(60);
  private static final long BODY_LIMIT = 64L << 20;
  private static final int MOST_REDIRECTS = 20;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> KEEPING_METHOD = Set.of(307, 308);
  private static final Set<String> HARMLESS =
      Set.of("accept", "accept-encoding", "accept-language", "user-agent", "content-type");

  private final OkHttpClient client;
  private final Rewrites rewrites;
  private final long bodyLimit;
  private final GetWithBody getsWithBody;

  /**
   * A client with the usual limits: 10 s to connect, 60 s without a byte, 64 MB an answer.
   *
   * @param rewrites URL prefixes to replace, applied last; messages show the original
   * @param environment where the proxy variables are read, usually {@link System#getenv()}
   */
  public PoliteHttp(Map<String, String> rewrites, Map<String, String> environment) {
    this(rewrites, environment, BODY_LIMIT);
  }

  /** With another limit for one decompressed answer, in bytes. */
  public PoliteHttp(Map<String, String> rewrites, Map<String, String> environment, long bodyLimit) {
    this(rewrites, environment, bodyLimit, READ);
  }

  PoliteHttp(
      Map<String, String> rewrites,
      Map<String, String> environment,
      long bodyLimit,
      Duration silence) {
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    this.rewrites = new Rewrites(rewrites);
    this.bodyLimit = bodyLimit;
    this.getsWithBody = new GetWithBody(proxies, CONNECT, silence, bodyLimit);
    this.client =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(CONNECT)
            .readTimeout(silence)
            .writeTimeout(READ)
            .followRedirects(false)
            .followSslRedirects(false)
            .proxySelector(proxies)
            .proxyAuthenticator(proxyLogin(proxies))
            .build();
  }

  /** Whether a fault of this client means that nobody is there at all. */
  public static boolean isDeadHost(Fault fault) {
    return NoAnswer.isDeadHost(fault);
  }

  @Override
  public Answer send(Call call) {
    Call current = call;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      Answer answer = once(current);
      @Nullable String location = answer.header("Location").orElse(null);
      if (location == null || !REDIRECTS.contains(answer.status())) {
        return answer;
      }
      current = redirected(current, location, answer.status());
    }
    throw new Misconfigured(
        "http.too_many_redirects",
        call.where(),
        "expected at most " + MOST_REDIRECTS + " redirects but there are more",
        "correct the URL");
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Answer once(Call call) {
    HttpUrl url = parsed(rewrites.apply(call.url()), call.where());
    String hostAndPort = url.host() + ":" + url.port();
    if (call.method().equals("GET") && call.body() != null) {
      return getsWithBody.send(call, url.uri(), hostAndPort);
    }
    Request request =
        new Request.Builder()
            .url(url)
            .headers(headers(call))
            .method(call.method(), body(call))
            .build();
    try (Response response = client.newCall(request).execute()) {
      byte[] body =
          Body.read(
              response.body().byteStream(),
              response.header("Content-Encoding", ""),
              bodyLimit,
              call.where());
      return new Answer(response.code(), headers(response), body);
    } catch (IOException e) {
      throw NoAnswer.of(e, call.where(), hostAndPort);
    }
  }

  private Call redirected(Call call, String location, int status) {
    @Nullable HttpUrl target = parsed(call.url(), call.where()).resolve(location);
    if (target == null) {
      throw new Misconfigured(
          "http.bad_redirect", call.where(), "expected a redirect to an http or https URL", null);
    }
    boolean keepsMethod =
        KEEPING_METHOD.contains(status)
            || call.method().equals("HEAD")
            || (status == 301 && !call.method().equals("POST"));
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    if (!sameHost(call, target.toString())) {
      headers.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    }
    if (!keepsMethod) {
      headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
    }
    return new Call(
        keepsMethod ? call.method() : "GET",
        target.toString(),
        headers,
        keepsMethod ? call.body() : null);
  }

  private boolean sameHost(Call call, String target) {
    HttpUrl from = parsed(rewrites.apply(call.url()), call.where());
    HttpUrl to = parsed(rewrites.apply(target), call.where());
    boolean samePort = from.port() == to.port() && from.scheme().equals(to.scheme());
    boolean toTls = from.scheme().equals("http") && from.port() == 80 && to.port() == 443;
    return from.host().equals(to.host()) && (samePort || toTls);
  }

  private static HttpUrl parsed(String url, String where) {
    @Nullable HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      throw new Misconfigured(
          "http.bad_url",
          where,
          "expected a URL that starts with http:// or https:// and names a host",
          "correct url or url_base");
    }
    return parsed;
  }

  private static @Nullable RequestBody body(Call call) {
    byte @Nullable [] bytes = call.body();
    if (bytes != null) {
      return RequestBody.create(bytes, null);
    }
    boolean needsOne = !call.method().equals("GET") && !call.method().equals("HEAD");
    return needsOne ? RequestBody.create(new byte[0], null) : null;
  }

  private static Headers headers(Call call) {
    Headers.Builder headers = new Headers.Builder();
    headers.add("User-Agent", "eider");
    headers.add("Accept", "*/*");
    headers.add("Accept-Encoding", "gzip, deflate");
    call.headers()
        .forEach(
            (name, value) -> {
              checkHeader(name, value, call.where());
              headers.removeAll(name);
              headers.addUnsafeNonAscii(name, value);
            });
    return headers.build();
  }

  private static void checkHeader(String name, String value, String where) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
      throw new Misconfigured(
          "http.bad_header",
          where,
          "expected one line in the header '" + name + "' but its value holds a line break",
          "remove the line break, often at the end of a secret");
    }
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
      throw new Misconfigured(
          "http.bad_header", where, "expected a header name but was '" + name + "'", null);
    }
  }

  private static Map<String, String> headers(Response response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(pair -> headers.merge(pair.getFirst(), pair.getSecond(), (a, b) -> a + ", " + b));
    return headers;
  }

  private static Authenticator proxyLogin(EnvironmentProxies proxies) {
    return (route, response) ->
        response.request().header("Proxy-Authorization") != null
            ? null
            : proxies
                .authorization()
                .map(
                    login ->
                        response
                            .request()
                            .newBuilder()
                            .header("Proxy-Authorization", login)
                            .build())
                .orElse(null);
  }
}
