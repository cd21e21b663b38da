package dev.eider.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers good answers to GET and HEAD by method, URL, headers and body for as long as it lives.
 * The ones not used for longest are forgotten when the bodies weigh more than the limit.
 */
public final class CachingExchange implements Exchange {
  private static final int OK = 200;
  private static final long LIMIT_BYTES = 64L << 20;

  private final Exchange inner;
  private final long limit;
  private final Map<Key, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  /** In front of another exchange; remembers up to 64 MB. */
  public CachingExchange(Exchange inner) {
    this(inner, LIMIT_BYTES);
  }

  CachingExchange(Exchange inner, long limit) {
    this.inner = inner;
    this.limit = limit;
  }

  @Override
  public Answer send(Call call) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return inner.send(call);
    }
    Key key = new Key(call.method(), call.url(), call.headers(), call.bodyText());
    Answer known = answers.get(key);
    if (known != null) {
      return known;
    }
    Answer fresh = inner.send(call);
    if (fresh.status() == OK && fresh.body().length <= limit) {
      answers.put(key, fresh);
      weight += fresh.body().length;
      forgetOldest();
    }
    return fresh;
  }

  private void forgetOldest() {
    var oldest = answers.entrySet().iterator();
    while (weight > limit && oldest.hasNext()) {
      weight -= oldest.next().getValue().body().length;
      oldest.remove();
    }
  }

  private record Key(String method, String url, Map<String, String> headers, String body) {}
}
