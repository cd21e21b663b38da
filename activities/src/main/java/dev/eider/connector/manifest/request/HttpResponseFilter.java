package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises an answer by status, by a predicate, or by its error's text. */
final class HttpResponseFilter {
  private final Optional<ResponseAction> action;
  private final Optional<FailureType> type;
  private final Set<Integer> statuses;
  private final Optional<Template> predicate;
  private final Optional<String> contains;
  private final Optional<Template> message;
  private final Scope scope;

  private HttpResponseFilter(Part part, Scope scope) {
    this.action = word(part, "action", ResponseAction.class);
    this.type = word(part, "failure_type", FailureType.class);
    this.statuses = statuses(part);
    this.predicate = part.optionalTemplate("predicate");
    this.contains = part.optionalText("error_message_contains").filter(text -> !text.isEmpty());
    this.message = part.optionalTemplate("error_message");
    this.scope = scope;
  }

  static HttpResponseFilter of(Part part, RequestContext context) {
    return new HttpResponseFilter(part, context.scope(part));
  }

  /** The judgement if this filter knows the answer; a filter without an action knows none. */
  Optional<Resolution> judge(Response response) {
    return action.filter(x -> matches(response)).map(found -> resolution(found, response));
  }

  private boolean matches(Response response) {
    return statuses.contains(response.answer().status())
        || satisfiesPredicate(response)
        || containsText(response);
  }

  private boolean satisfiesPredicate(Response response) {
    return predicate
        .filter(template -> !template.source().isEmpty())
        .filter(template -> template.test(seeing(response).with("config", null)))
        .isPresent();
  }

  private boolean containsText(Response response) {
    return contains
        .filter(text -> ErrorText.of(response).filter(error -> error.contains(text)).isPresent())
        .isPresent();
  }

  private Resolution resolution(ResponseAction found, Response response) {
    Optional<Resolution> usual = StatusTable.known(response.answer().status());
    Optional<String> own =
        message.map(template -> template.text(seeing(response))).filter(text -> !text.isEmpty());
    FailureType usualType = usual.map(Resolution::type).orElse(FailureType.SYSTEM_ERROR);
    return new Resolution(
        found,
        found == ResponseAction.FAIL ? type.orElse(usualType) : usualType,
        own.or(() -> usual.map(Resolution::message)).orElse(""),
        own.isPresent());
  }

  private Scope seeing(Response response) {
    return scope
        .with("response", response.json())
        .with("headers", response.answer().headersOfAnyCase());
  }

  private static Set<Integer> statuses(Part part) {
    Set<Integer> statuses = new HashSet<>();
    @Nullable Object raw = part.raw("http_codes");
    if (raw instanceof List<?> list) {
      for (Object status : list) {
        if (!(status instanceof Number number)) {
          throw part.wrong("http_codes", "a list of status codes", raw);
        }
        statuses.add(number.intValue());
      }
    } else if (raw != null) {
      throw part.wrong("http_codes", "a list of status codes", raw);
    }
    return statuses;
  }

  private static <E extends Enum<E>> Optional<E> word(Part part, String field, Class<E> words) {
    Optional<String> text = part.optionalText(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E word : words.getEnumConstants()) {
      if (word.name().equals(text.get().toUpperCase(Locale.ROOT))) {
        return Optional.of(word);
      }
    }
    throw part.wrong(field, "a known word", text.get());
  }
}
