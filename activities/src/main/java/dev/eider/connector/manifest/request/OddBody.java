package dev.eider.connector.manifest.request;

import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.outcome.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands against taking a good answer for a page of records. */
final class OddBody {
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
  private static final int GLANCE = 64;

  private OddBody() {}

  /** A body that is no JSON; empty when the status promises none. */
  static Optional<Fault> notJson(Answer answer, String where) {
    if (answer.body().length == 0) {
      return WITHOUT_BODY.contains(answer.status())
          ? Optional.empty()
          : Optional.of(
              unavailable(
                  "http.empty_body", where, "expected JSON but the answer's body is empty"));
    }
    String start = start(answer.body());
    String size = answer.body().length + " bytes";
    if (answer.isHtml() || start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of(
          new Misconfigured(
              "http.not_json",
              where,
              "expected JSON but the server answered a web page (" + size + ")",
              "check the URL: it leads to a page for people, perhaps a login page"));
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return Optional.of(
          unavailable(
              "http.broken_json", where, "expected JSON but it is damaged or cut off, " + size));
    }
    String type = answer.header("Content-Type").orElse("no content type");
    return Optional.of(
        new Misconfigured(
            "http.not_json",
            where,
            "expected JSON but the body is none (" + type + ", " + size + ")",
            "check the URL and whether the API wants a header Accept: application/json"));
  }

  /** A root that can hold no records: a bare text, number or truth. */
  static Optional<Fault> notAPage(@Nullable Object root, String where) {
    if (root == null || root instanceof Map<?, ?> || root instanceof List<?>) {
      return Optional.empty();
    }
    return Optional.of(
        new Misconfigured(
            "http.not_a_page",
            where,
            "expected a JSON object or list but the answer is a bare value",
            "check the URL"));
  }

  /** A damaged answer may be whole the next time. */
  private static Unavailable unavailable(String code, String where, String message) {
    String fix = "look at this URL's answer if it stays so";
    return new Unavailable(new Problem(code, where, message, fix), null, null);
  }

  private static String start(byte[] body) {
    String text = new String(body, 0, Math.min(GLANCE, body.length), StandardCharsets.UTF_8);
    return text.replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
  }
}
