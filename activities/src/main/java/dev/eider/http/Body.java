package dev.eider.http;

import dev.eider.fault.Fault.Misconfigured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads a response's body: decompressed, and no larger than the limit. */
final class Body {
  private static final int BUFFER = 1 << 16;
  private static final int ZLIB = 0x78;

  private Body() {}

  static byte[] read(InputStream raw, String encoding, long limit, String where)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
    buffered.mark(1);
    int first = buffered.read();
    if (first < 0) {
      return new byte[0];
    }
    buffered.reset();
    try (InputStream plain = decompressed(buffered, first, encoding)) {
      return all(plain, limit, where);
    }
  }

  private static InputStream decompressed(BufferedInputStream in, int first, String encoding)
      throws IOException {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in, BUFFER);
      // The standard means zlib's format; some servers send the bare stream.
      case "deflate" -> new InflaterInputStream(in, new Inflater(first != ZLIB), BUFFER);
      default -> in;
    };
  }

  private static byte[] all(InputStream plain, long limit, String where) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    for (int n = plain.read(buffer); n >= 0; n = plain.read(buffer)) {
      if (body.size() + (long) n > limit) {
        throw new Misconfigured(
            "http.too_large",
            where,
            "expected at most " + (limit >> 20) + " MB in one answer but there is more",
            "ask for smaller pages");
      }
      body.write(buffer, 0, n);
    }
    return body.toByteArray();
  }
}
