package dev.eider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CachingExchangeTest {
  private int asked;

  @Test
  void asksOnceForTheSameRequest() {
    CachingExchange cache = new CachingExchange(call -> answer(200, 1));
    cache.send(get("a"));
    cache.send(get("a"));
    cache.send(get("b"));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void remembersNoErrors() {
    CachingExchange cache = new CachingExchange(call -> answer(500, 1));
    cache.send(get("a"));
    cache.send(get("a"));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void forgetsTheOldestWhenItHoldsTooMuch() {
    CachingExchange cache = new CachingExchange(call -> answer(200, 6), 10);
    cache.send(get("a"));
    cache.send(get("b"));
    cache.send(get("b"));
    cache.send(get("a"));
    assertThat(asked).isEqualTo(3);
  }

  private Answer answer(int status, int bytes) {
    asked++;
    return new Answer(status, Map.of(), new byte[bytes]);
  }

  private static Call get(String url) {
    return new Call("GET", url, Map.of(), null);
  }
}
