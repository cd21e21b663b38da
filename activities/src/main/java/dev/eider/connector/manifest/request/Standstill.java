package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notices pages that would never end: the request that was just made, or records that were just
 * read. Beside the last page it keeps an earlier one, further back each time, so that a circle of
 * any length is found without remembering every page.
 */
final class Standstill {
  private final Part part;
  private final Dialect dialect;
  private final boolean cached;
  private @Nullable Page last;
  private @Nullable Page earlier;
  private long pages;

  Standstill(Part part, Dialect dialect, boolean cached) {
    this.part = part;
    this.dialect = dialect;
    this.cached = cached;
  }

  /**
   * Looks at a page before its records are handed on.
   *
   * @param records how many it holds; pages without any may well be equal
   */
  void check(Call call, @Nullable Object token, Answer answer, int records) {
    Page page = new Page(call, token, answer);
    Page before = last;
    if (before != null && before.asksLike(page) && stands(page, before)) {
      throw standing("expected a request for the next page but it equals the one before");
    }
    if (dialect.refusesStandstill() && (isOld(page, records) || isCircle(page))) {
      throw standing("expected new records but the same page came again");
    }
    last = page;
    pages++;
    if (Long.bitCount(pages) == 1) {
      earlier = page;
    }
  }

  /** A remembered answer cannot change; an unremembered one may, behind the same address. */
  private boolean stands(Page page, Page before) {
    return cached
        || (dialect.refusesStandstill()
            && (Objects.equals(page.token, before.token) || page.saysLike(before)));
  }

  private boolean isOld(Page page, int records) {
    return records > 0 && last != null && page.saysLike(last);
  }

  private boolean isCircle(Page page) {
    return earlier != null && page.asksLike(earlier) && page.saysLike(earlier);
  }

  private Misconfigured standing(String message) {
    return new Misconfigured(
        "paging.not_advancing",
        part.pointer() + "/paginator",
        message,
        "check where page_token_option puts the token and what ends the pages");
  }

  /** One page as far as it must be recognised. */
  private record Page(Call call, @Nullable Object token, Answer answer) {
    boolean asksLike(Page other) {
      return call.sameRequest(other.call);
    }

    boolean saysLike(Page other) {
      return Arrays.equals(answer.body(), other.answer.body());
    }
  }
}
