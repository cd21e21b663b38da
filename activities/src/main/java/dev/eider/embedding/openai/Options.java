package dev.eider.embedding.openai;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.secret.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the sync file says, checked.
 *
 * @param url where texts are posted to, with its query
 * @param dimensions empty = what the model gives
 * @param keyHeader empty = {@code Authorization} with {@code Bearer}
 * @param settings where the key is looked up, for each request anew
 */
record Options(
    String url,
    String model,
    OptionalInt dimensions,
    Optional<String> keyHeader,
    int batch,
    int maxTokens,
    Settings settings) {
  static final String OPENAI = "https://api.openai.com/v1";

  /** The API's own limits: text-embedding-3-* take 8191 tokens, a request 2048 texts. */
  private static final int USUAL_TOKENS = 8191;

  private static final int USUAL_BATCH = 64;
  private static final int MOST_BATCH = 2048;
  private static final int MOST_NUMBERS = 65_536;
  private static final int MOST_TOKENS = 1_000_000;
  private static final String AZURE_HEADER = "api-key";

  static Options of(Settings settings) {
    Optional<String> version = settings.optionalText("api_version");
    String url = base(settings) + "/embeddings";
    return new Options(
        version
            .map(v -> url + "?api-version=" + URLEncoder.encode(v, StandardCharsets.UTF_8))
            .orElse(url),
        settings.text("model"),
        number(settings, "dimensions", MOST_NUMBERS),
        settings.optionalText("key_header").or(() -> version.map(v -> AZURE_HEADER)),
        number(settings, "batch", MOST_BATCH).orElse(USUAL_BATCH),
        number(settings, "max_tokens", MOST_TOKENS).orElse(USUAL_TOKENS),
        settings);
  }

  /** With the key of this moment, so that a rotated one is picked up. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    if (settings.optionalText("api_key").isPresent()) {
      String key = settings.secret("api_key").reveal();
      headers.put(keyHeader.orElse("Authorization"), keyHeader.isPresent() ? key : "Bearer " + key);
    }
    return headers;
  }

  /** How a message calls an option. */
  String where(String option) {
    return settings.where() + "/" + option;
  }

  private static String base(Settings settings) {
    String text = settings.optionalText("base_url").orElse(OPENAI).strip();
    String bare = text.replaceAll("/+$", "").replaceAll("/embeddings$", "");
    if (!isPlain(bare)) {
      throw new Misconfigured(
          "openai.bad_url",
          settings.where() + "/base_url",
          "expected a URL that starts with http:// or https://, without a query or a password",
          "write for example " + OPENAI);
    }
    return bare;
  }

  private static boolean isPlain(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme());
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static OptionalInt number(Settings settings, String name, int most) {
    Optional<String> text = settings.optionalText(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[1-9]\\d{0,6}") || Integer.parseInt(text.get()) > most) {
      throw new Misconfigured(
          "openai.bad_number",
          settings.where() + "/" + name,
          "expected a whole number from 1 to " + most + " but was '" + text.get() + "'",
          "correct " + name);
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }
}
