package dev.eider.template;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Filters of single values: numbers, defaults, digests, encodings. */
final class ValueFilters {
  static final Set<String> NAMES =
      Set.of(
          "int",
          "float",
          "abs",
          "round",
          "default",
          "d",
          "string",
          "tojson",
          "hash",
          "hmac",
          "base64encode",
          "base64decode",
          "base64binascii_decode",
          "attr",
          "length",
          "count");
  private static final Map<String, String> DIGESTS =
      Map.of(
          "md5",
          "MD5",
          "sha1",
          "SHA-1",
          "sha224",
          "SHA-224",
          "sha256",
          "SHA-256",
          "sha384",
          "SHA-384",
          "sha512",
          "SHA-512",
          "sha3_256",
          "SHA3-256",
          "sha3_512",
          "SHA3-512");

  private ValueFilters() {}

  static @Nullable Object apply(String name, @Nullable Object value, Args args) {
    return switch (name) {
      case "default", "d" -> {
        Args.Bound bound = args.bind(name, "default_value", "boolean");
        boolean missing =
            value instanceof Undefined || (bound.flag(1, false) && !Values.truthy(value));
        yield missing ? bound.get(0, "") : value;
      }
      case "int" -> integer(value, args.bind(name, "default", "base"));
      case "float" -> {
        Object number = Conversions.toFloat(value);
        yield number == null ? args.bind(name, "default").get(0, 0.0) : number;
      }
      case "abs" -> absolute(value);
      case "round" -> round(value, args.bind(name, "precision", "method"));
      case "length", "count" -> Iteration.length(value);
      case "string" -> value instanceof String ? value : "\"\"\"" + Values.json(value) + "\"\"\"";
      case "tojson" -> json(value, args.bind(name, "indent"));
      case "attr" -> attribute(value, args.bind(name, "name").text(0));
      default -> coded(name, value, args);
    };
  }

  private static @Nullable Object integer(@Nullable Object value, Args.Bound bound) {
    Object number = Conversions.toInt(value, (int) bound.integer(1, 10));
    if (number == null && Conversions.toFloat(value) instanceof Double read) {
      number = Conversions.toInt(read, 10);
    }
    return number == null ? bound.get(0, 0L) : number;
  }

  private static @Nullable Object absolute(@Nullable Object value) {
    if (value instanceof java.time.Duration time) {
      return time.abs();
    }
    if (!Numbers.isNumber(value)) {
      throw TemplateException.type("bad operand for abs: " + Types.name(value));
    }
    return value instanceof Double number
        ? (Object) Math.abs(number)
        : Numbers.of(Numbers.big(value).abs());
  }

  private static @Nullable Object round(@Nullable Object value, Args.Bound bound) {
    long digits = bound.integer(0, 0);
    String method = bound.text(1, "common");
    if (method.equals("common")) {
      return Numbers.round(value, digits);
    }
    if (!method.equals("ceil") && !method.equals("floor")) {
      throw new TemplateException("expected one of common, ceil, floor but was '" + method + "'");
    }
    if (!Numbers.isNumber(value)) {
      throw TemplateException.type("must be real number, not " + Types.name(value));
    }
    double power = Math.pow(10, (double) digits);
    double scaled = Numbers.dbl(value) * power;
    return (method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled)) / power;
  }

  private static String json(@Nullable Object value, Args.Bound bound) {
    int indent = bound.get(0, null) == null ? -1 : (int) bound.integer(0, 0);
    return new Json(true, true, false)
        .write(value, Math.min(indent, 100))
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("'", "\\u0027");
  }

  private static @Nullable Object attribute(@Nullable Object value, String name) {
    return value instanceof Map<?, ?> && !Methods.has(value, name)
        ? new Undefined("the mapping has no attribute '" + name + "'")
        : Access.attribute(value, name);
  }

  private static Object coded(String name, @Nullable Object value, Args args) {
    return switch (name) {
      case "hash" -> {
        Args.Bound bound = args.bind(name, "hash_type", "salt");
        Object salt = bound.get(1, null);
        String text = Values.str(value) + (Values.truthy(salt) ? Values.str(salt) : "");
        yield digest(bound.text(0, "md5"), text);
      }
      case "hmac" -> {
        Args.Bound bound = args.bind(name, "key", "hash_type");
        if (!bound.text(1, "sha256").equals("sha256")) {
          throw new TemplateException(
              "expected hash type 'sha256' but was '" + bound.text(1) + "'");
        }
        yield signature(Values.str(bound.get(0)), Values.str(value));
      }
      case "base64encode" -> Encodings.base64(encodable(value), "utf-8");
      case "base64decode" -> Encodings.fromBase64(encodable(value));
      default -> Encodings.base64(encodable(value), "ascii");
    };
  }

  private static String encodable(@Nullable Object value) {
    Undefined.refuse(value);
    if (value instanceof String text) {
      return text;
    }
    throw new TemplateException("'" + Types.name(value) + "' object has no attribute 'encode'");
  }

  private static String digest(String type, String text) {
    String algorithm = DIGESTS.get(type);
    if (algorithm == null) {
      throw new TemplateException("no hashing function named '" + type + "'");
    }
    try {
      byte[] hash =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new TemplateException("no hashing function named '" + type + "'");
    }
  }

  private static String signature(String key, String text) {
    if (key.isEmpty()) {
      throw new TemplateException("expected a key for hmac");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new TemplateException("hmac is not available");
    }
  }
}
