package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.auth.Authenticator;
import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.Call;
import dev.eider.http.Exchange;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import dev.eider.template.TemplateException;
import dev.eider.template.Values;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the requests of one stream and sends them. */
public final class HttpRequester {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final Part part;
  private final RequestContext context;
  private final boolean cached;
  private final String method;
  private final Optional<Template> url;
  private final Optional<Template> urlBase;
  private final Optional<Template> path;
  private final Inputs parameters;
  private final Inputs headers;
  private final RequestBody body;
  private final Authenticator authenticator;
  private final ErrorHandler errorHandler;

  private HttpRequester(Part part, RequestContext context, boolean cached) {
    this.part = part;
    this.context = context;
    this.cached = cached;
    this.method = part.optionalText("http_method").orElse("GET").toUpperCase(Locale.ROOT);
    this.url = part.optionalTemplate("url");
    this.urlBase = part.optionalTemplate("url_base");
    this.path = part.optionalTemplate("path");
    this.parameters = Inputs.texts(part, "request_parameters");
    this.headers = Inputs.values(part, "request_headers");
    this.body = RequestBody.of(part);
    this.authenticator = Authenticator.of(part.optionalPart("authenticator"), context);
    this.errorHandler = ErrorHandler.of(part.optionalPart("error_handler"), context);
  }

  /**
   * As written.
   *
   * @param part a {@code HttpRequester}
   * @param context what the connector's requesters share
   * @param cachedByDefault whether answers are remembered when {@code use_cache} is not written: so
   *     it is for parent streams
   */
  public static HttpRequester of(Part part, RequestContext context, boolean cachedByDefault) {
    if (!part.type().equals("HttpRequester")) {
      throw part.unsupported("requester");
    }
    for (String field : List.of("fetch_properties_from_endpoint", "query_properties")) {
      if (part.has(field)) {
        throw refused(part, field);
      }
    }
    if (part.raw("request_parameters") instanceof Map<?, ?> map
        && map.values().stream().anyMatch(value -> value instanceof Map<?, ?>)) {
      throw refused(part, "request_parameters");
    }
    HttpRequester requester =
        new HttpRequester(part, context, part.flag("use_cache", cachedByDefault));
    if (!METHODS.contains(requester.method)) {
      throw part.wrong("http_method", "GET or POST", requester.method);
    }
    return requester;
  }

  /** Whether answers are remembered. */
  boolean isCached() {
    return cached;
  }

  /**
   * A request, complete but for what a retry refreshes.
   *
   * @param slice what it is about
   * @param nextPageToken {@code {"next_page_token": X}}, or null for the first page
   * @param ownPath a path or URL that replaces the configured path, or null
   * @param extra what paginator, router and cursor want in it
   */
  public Call prepare(
      Slice slice,
      @Nullable Map<String, @Nullable Object> nextPageToken,
      @Nullable String ownPath,
      RequestOptions extra) {
    Scope scope = scope(slice, nextPageToken);
    String target = target(ownPath, scope);
    RequestOptions options = RequestOptions.empty();
    fill(options.parameters(), "request_parameters", parameters.evaluate(scope));
    fill(options.headers(), "request_headers", headers.evaluate(scope));
    String plainBody = body.addTo(options, scope);
    OptionMerge merge = new OptionMerge(part.pointer());
    merge.add(options, authenticator.options());
    merge.add(options, extra);
    refuseObjects(options.parameters());
    return call(Urls.withParameters(target, options.parameters()), options, plainBody);
  }

  /**
   * Sends a request until it is answered.
   *
   * @return a good answer, or one the error handler ignores (status 400 and above): no records
   * @throws RequestFailure when it is given up
   */
  public Response send(Call call) {
    Exchange exchange = cached ? context.cached() : context.exchange();
    return new Sender(context, exchange, errorHandler, authenticator).send(call);
  }

  private String target(@Nullable String ownPath, Scope scope) {
    String start = text(urlBase, scope);
    if (start.isEmpty()) {
      start = text(url, scope);
    }
    String configured = text(path, scope).replaceFirst("^/+", "");
    return Urls.join(start, ownPath == null || ownPath.isEmpty() ? configured : ownPath);
  }

  private static String text(Optional<Template> template, Scope scope) {
    return template.map(t -> t.text(scope)).orElse("");
  }

  private Call call(String target, RequestOptions options, String plainBody) {
    Map<String, String> texts = new LinkedHashMap<>();
    options.headers().forEach((name, value) -> texts.put(name, Values.str(value)));
    if (!plainBody.isEmpty() && !options.bodyData().isEmpty()) {
      throw twoBodies();
    }
    String form = plainBody.isEmpty() ? FormText.encode(options.bodyData()) : plainBody;
    if (!form.isEmpty() && !options.bodyJson().isEmpty()) {
      throw twoBodies();
    }
    String json = options.bodyJson().isEmpty() ? "" : json(options.bodyJson());
    String type = json.isEmpty() ? "application/x-www-form-urlencoded" : "application/json";
    String sent = json.isEmpty() ? form : json;
    if (!sent.isEmpty() && plainBody.isEmpty() && !Headers.has(texts, "Content-Type")) {
      texts.put("Content-Type", type);
    }
    return new Call(
        method,
        target,
        Headers.with(texts, authenticator.headers()),
        sent.isEmpty() ? null : sent.getBytes(StandardCharsets.UTF_8));
  }

  private String json(Map<String, @Nullable Object> body) {
    try {
      return Values.strictJson(body);
    } catch (TemplateException e) {
      throw new Misconfigured(
          "request.not_json",
          part.pointer(),
          "expected a body that is JSON but " + e.getMessage(),
          "write the template so that it yields texts or numbers");
    }
  }

  private Scope scope(Slice slice, @Nullable Map<String, @Nullable Object> nextPageToken) {
    return slice.seenIn(context.scope(part)).with("next_page_token", nextPageToken);
  }

  private void fill(
      Map<String, @Nullable Object> target, String field, @Nullable Object evaluated) {
    if (evaluated instanceof Map<?, ?> map) {
      map.forEach((key, value) -> target.put(Values.str(key), value));
    } else if (field.equals("request_headers") && evaluated != null && !"".equals(evaluated)) {
      throw part.wrong(field, "an object", evaluated);
    }
  }

  private void refuseObjects(Map<String, @Nullable Object> options) {
    options.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?>) {
            throw part.wrong("request_parameters/" + key, "a text or a list", "an object");
          }
        });
  }

  private Misconfigured twoBodies() {
    return new Misconfigured(
        "request.two_bodies",
        part.pointer(),
        "expected one body but there is form data and something else",
        "remove one of them");
  }

  private static Misconfigured refused(Part part, String field) {
    return new Misconfigured(
        "manifest.unsupported_component",
        part.pointer() + "/" + field,
        "expected plain request parameters but '" + field + "' asks for query properties",
        null);
  }
}
