package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.record.JsonText;
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
  private SeenPages before;
  private long pages;

  Standstill(Part part, Dialect dialect, boolean cached, SeenPages before) {
    this.part = part;
    this.dialect = dialect;
    this.cached = cached;
    this.before = before;
    this.pages = before.pages();
  }

  /**
   * Looks at a page before its records are handed on.
   *
   * @param records how many it holds; pages without any may well be equal
   */
  void check(Call call, @Nullable Object token, Answer answer, int records) {
    Page page = new Page(call, token, answer);
    Page previous = last;
    if (previous != null && previous.asksLike(page) && stands(page, previous)) {
      throw standing("expected a request for the next page but it equals the one before");
    }
    if (dialect.refusesStandstill() && (isOld(page, records) || isCircle(page))) {
      throw standing("expected new records but the same page came again");
    }
    last = page;
    pages++;
    if (Long.bitCount(pages) == 1) {
      earlier = page;
      before = SeenPages.of(null);
    }
  }

  /** What the read that goes on from here has to know. */
  SeenPages seen() {
    if (last == null) {
      return before;
    }
    String lastSum = SeenPages.checksum(last.answer);
    return earlier == null
        ? new SeenPages(pages, lastSum, before.token(), before.earlier())
        : new SeenPages(
            pages, lastSum, JsonText.of(earlier.token), SeenPages.checksum(earlier.answer));
  }

  /** A remembered answer cannot change; an unremembered one may, behind the same address. */
  private boolean stands(Page page, Page previous) {
    return cached
        || (dialect.refusesStandstill()
            && (Objects.equals(page.token, previous.token) || page.saysLike(previous)));
  }

  private boolean isOld(Page page, int records) {
    return records > 0 && (last == null ? before.isLast(page.answer) : page.saysLike(last));
  }

  private boolean isCircle(Page page) {
    return earlier == null
        ? before.isEarlier(page.token, page.answer)
        : page.asksLike(earlier) && page.saysLike(earlier);
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
