package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.template.Scope;
import dev.eider.template.Template;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A number in a header of an answer.
 *
 * @param part where it is configured
 * @param header the header's name
 * @param regex matched at the value's start; the whole match is the number
 */
record HeaderNumber(Part part, Template header, Optional<Template> regex) {

  static HeaderNumber of(Part part) {
    return new HeaderNumber(part, part.template("header"), part.optionalTemplate("regex"));
  }

  OptionalDouble in(@Nullable Response response, Scope scope) {
    if (response == null) {
      return OptionalDouble.empty();
    }
    Optional<String> value = response.answer().header(header.text(scope));
    return value.isEmpty() ? OptionalDouble.empty() : number(matched(value.get(), scope));
  }

  private String matched(String value, Scope scope) {
    if (regex.isEmpty()) {
      return value;
    }
    try {
      Matcher matcher = Pattern.compile(regex.get().text(scope)).matcher(value);
      return matcher.lookingAt() ? matcher.group() : value;
    } catch (PatternSyntaxException e) {
      throw part.wrong("regex", "a regular expression", e.getPattern());
    }
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
