package dev.eider.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the lines of {@link SetAsideFile}, a row at a time. */
final class SetAsideReader {
  static final String ENDING = ".ndjson";

  /** A row may be here because it is too large: no bound on its texts. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxNestingDepth(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> ROW =
      new TypeReference<>() {};

  private SetAsideReader() {}

  static void read(Path file, boolean payloads, SetAside.Reader reader) throws IOException {
    try (JsonParser json = JSON.getFactory().createParser(Files.newInputStream(file))) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        line(json, file, payloads, reader);
      }
    }
  }

  /** Tells each line's payload by its hash. */
  static void hashes(Path file, Consumer<String> reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      read(file, false, (line, row) -> reader.accept(hash(channel, line)));
    }
  }

  /** Copies the lines whose payload's hash is wanted; how many those are. */
  static long filtered(Path from, Path to, Predicate<String> wanted) throws IOException {
    long[] state = {0, 0};
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      read(
          from,
          false,
          (line, row) -> {
            long begin = state[1];
            // A line ends with its payload, a brace and a line break.
            long end = line.offset() + line.length() + 2;
            state[1] = end;
            if (wanted.test(hash(in, line))) {
              state[0]++;
              copy(in, begin, end - begin, out);
            }
          });
    }
    return state[0];
  }

  private static void copy(FileChannel in, long begin, long length, FileChannel out) {
    try {
      for (long done = 0; done < length; ) {
        done += in.transferTo(begin + done, length - done, out);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String hash(FileChannel channel, SetAside.Line line) {
    try {
      MessageDigest digest = Staging.sha256();
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (long done = 0; done < line.length(); ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), line.length() - done));
        done += channel.read(buffer, line.offset() + done);
        digest.update(buffer.flip());
      }
      return line.code() + HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void line(JsonParser json, Path file, boolean payloads, SetAside.Reader reader)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Long> where = new LinkedHashMap<>();
    long offset = 0;
    long end = 0;
    Map<String, @Nullable Object> row = Map.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("payload")) {
        offset = json.currentTokenLocation().getByteOffset();
        row = payloads ? exact(JSON.readValue(json, ROW)) : skipped(json);
        end = json.currentLocation().getByteOffset();
      } else if (value == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          where.put(name, json.getLongValue());
        }
      } else {
        texts.put(field, json.getText());
      }
    }
    reader.row(
        new SetAside.Line(
            texts.getOrDefault("stream", ""),
            texts.getOrDefault("code", ""),
            texts.getOrDefault("message", ""),
            new SetAside.Origin(
                where.getOrDefault("generation", 0L),
                where.getOrDefault("chunk", 0L).intValue(),
                where.getOrDefault("page", 0L),
                Instant.parse(texts.getOrDefault("at", Instant.EPOCH.toString()))),
            file,
            offset,
            end - offset),
        row);
  }

  private static Map<String, @Nullable Object> skipped(JsonParser json) throws IOException {
    json.skipChildren();
    return Map.of();
  }

  /** A number that was a double is one again; one with more digits keeps them. */
  private static Map<String, @Nullable Object> exact(Map<String, @Nullable Object> row) {
    row.replaceAll(
        (name, value) ->
            value instanceof BigDecimal number
                    && new BigDecimal(Double.toString(clamped(number))).compareTo(number) == 0
                ? (Object) number.doubleValue()
                : value);
    return row;
  }

  private static double clamped(BigDecimal number) {
    double value = number.doubleValue();
    return Double.isInfinite(value) ? 0 : value;
  }
}
