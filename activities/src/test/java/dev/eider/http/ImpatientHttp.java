package dev.eider.http;

import java.time.Duration;
import java.util.Map;

/** The client as it is, but one that waits less for a silent server. */
public final class ImpatientHttp {
  private ImpatientHttp() {}

  public static PoliteHttp after(Duration silence) {
    return new PoliteHttp(Map.of(), Map.of(), 64L << 20, silence);
  }
}
