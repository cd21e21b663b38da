package dev.eider.connector.manifest.request;

import dev.eider.http.Answer;
import dev.eider.record.JsonText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a paused read tells the next one about the pages it saw, so that pages that never end are
 * noticed however few of them make a chunk. Bodies travel as checksums.
 *
 * @param pages how many there were
 * @param last checksum of the last one
 * @param token an earlier one was asked with, as JSON; null = none is remembered
 * @param earlier that one's checksum
 */
record SeenPages(long pages, String last, @Nullable String token, @Nullable String earlier) {
  private static final SeenPages NONE = new SeenPages(0, "", null, null);

  static SeenPages of(@Nullable Map<?, ?> json) {
    if (json == null || !(json.get("pages") instanceof Number pages)) {
      return NONE;
    }
    return new SeenPages(
        pages.longValue(),
        String.valueOf(json.get("last")),
        json.get("token") instanceof String token ? token : null,
        json.get("earlier") instanceof String earlier ? earlier : null);
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("pages", pages);
    json.put("last", last);
    json.put("token", token);
    json.put("earlier", earlier);
    return json;
  }

  boolean isLast(Answer answer) {
    return pages > 0 && last.equals(checksum(answer));
  }

  boolean isEarlier(@Nullable Object asked, Answer answer) {
    return token != null && token.equals(JsonText.of(asked)) && checksum(answer).equals(earlier);
  }

  static String checksum(Answer answer) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(answer.body());
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
