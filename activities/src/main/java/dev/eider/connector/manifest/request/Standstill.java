package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.Call;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notices that a paginator asks for the page it already has, which would never end. */
final class Standstill {
  private final Part part;
  private final Dialect dialect;
  private final boolean cached;
  private @Nullable Call lastCall;
  private @Nullable Object lastToken;
  private byte[] lastBody = {};

  Standstill(Part part, Dialect dialect, boolean cached) {
    this.part = part;
    this.dialect = dialect;
    this.cached = cached;
  }

  void check(Call call, @Nullable Object token, Response response) {
    boolean sameRequest = lastCall != null && lastCall.sameRequest(call);
    // A remembered answer cannot change; an unremembered one may, behind the same address.
    boolean stands =
        cached
            || (dialect.refusesStandstill()
                && (Objects.equals(lastToken, token)
                    || Arrays.equals(lastBody, response.answer().body())));
    if (sameRequest && stands) {
      throw new Misconfigured(
          "paging.not_advancing",
          part.pointer() + "/paginator",
          "expected a request for the next page but it equals the one before",
          "check where page_token_option puts the token and what ends the pages");
    }
    lastCall = call;
    lastToken = token;
    lastBody = response.answer().body();
  }
}
