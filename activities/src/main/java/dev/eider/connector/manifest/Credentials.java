package dev.eider.connector.manifest;

import dev.eider.fault.Fault.Denied;
import dev.eider.http.Call;
import dev.eider.http.Exchange;
import dev.eider.outcome.Problem;
import dev.eider.secret.Secrets;
import java.util.List;

/**
 * What a source may not show, and where its user finds it.
 *
 * @param secrets where every value that must be masked is remembered
 * @param places the secrets of the config in a user's words, e.g. {@code api_key in config}
 */
record Credentials(Secrets secrets, List<String> places) {

  /** An exchange that remembers what goes out in {@code Authorization}, however it was made. */
  Exchange remembering(Exchange exchange) {
    return call -> {
      remember(call);
      return exchange.send(call);
    };
  }

  /** A text for people. */
  String mask(String text) {
    return secrets.mask(text);
  }

  /** A refusal by the API with the secrets to look at. */
  Denied named(Denied fault) {
    Problem problem = fault.problem();
    if (places.isEmpty() || !problem.code().startsWith("http.status_")) {
      return fault;
    }
    String fix = "check " + String.join(", ", places) + ", and what it may read";
    return new Denied(problem.code(), problem.where(), problem.message(), fix);
  }

  private void remember(Call call) {
    call.headers()
        .forEach(
            (name, value) -> {
              if (name.equalsIgnoreCase("Authorization")) {
                secrets.remember(name, value.substring(value.indexOf(' ') + 1));
              }
            });
  }
}
