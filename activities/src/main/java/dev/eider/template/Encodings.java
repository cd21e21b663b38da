package dev.eider.template;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Between texts and bytes. */
final class Encodings {
  private static final String SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

  private Encodings() {}

  private static Charset charset(String name) {
    return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "utf-8", "utf8" -> StandardCharsets.UTF_8;
      case "ascii", "us-ascii" -> StandardCharsets.US_ASCII;
      case "latin-1", "latin1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      default -> throw new TemplateException("unknown encoding '" + name + "'");
    };
  }

  static byte[] encode(String text, String encoding) {
    try {
      ByteBuffer buffer = charset(encoding).newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new TemplateException("the text has characters that " + encoding + " has not");
    }
  }

  private static String decode(byte[] bytes, String encoding) {
    try {
      return charset(encoding).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new TemplateException("the bytes are not " + encoding);
    }
  }

  static Object method(byte[] bytes, String name, Args args) {
    return name.equals("hex")
        ? HexFormat.of().formatHex(bytes)
        : decode(bytes, args.bind("decode", "encoding").text(0, "utf-8"));
  }

  static String base64(String text, String encoding) {
    return Base64.getEncoder().encodeToString(encode(text, encoding));
  }

  /** Characters outside the alphabet are skipped; the padding must be there. */
  static String fromBase64(String text) {
    String clean = text.replaceAll("[^A-Za-z0-9+/=]", "");
    int end = clean.indexOf('=');
    String digits = end < 0 ? clean : clean.substring(0, end);
    int padding = end < 0 ? 0 : clean.length() - end;
    int rest = digits.length() % 4;
    if (rest == 1 || (rest > 0 && padding < 4 - rest)) {
      throw new TemplateException("expected base64 with correct padding");
    }
    return decode(Base64.getDecoder().decode(digits), "utf-8");
  }

  /**
   * Percent encoding of everything but letters, digits and {@code _.-~} and the characters given.
   */
  static String quote(String text, String safe) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (SAFE.indexOf(c) >= 0 || safe.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  static String quotePlus(String text) {
    return quote(text, " ").replace(' ', '+');
  }
}
