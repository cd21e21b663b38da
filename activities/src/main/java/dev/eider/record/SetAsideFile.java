package dev.eider.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.eider.outcome.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one attempt that could not be staged, one JSON object a line: {@code stream}, {@code
 * code}, {@code message}, {@code where} (generation, chunk, page), {@code at}, {@code payload}.
 */
final class SetAsideFile implements AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path file;
  private @Nullable JsonGenerator lines;
  private @Nullable Problem first;
  private long rows;

  SetAsideFile(Path file) {
    this.file = file;
  }

  long rows() {
    return rows;
  }

  /** Why the first row is here. */
  @Nullable Problem first() {
    return first;
  }

  void add(
      String stream, Problem problem, SetAside.Origin origin, Map<String, @Nullable Object> payload)
      throws IOException {
    JsonGenerator json = lines;
    if (json == null) {
      json = JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(secret(file))));
      json.setRootValueSeparator(null);
      lines = json;
      first = problem;
    }
    json.writeStartObject();
    json.writeStringField("stream", stream);
    json.writeStringField("code", problem.code());
    json.writeStringField("message", problem.message());
    json.writeObjectFieldStart("where");
    json.writeNumberField("generation", origin.generation());
    json.writeNumberField("chunk", origin.chunk());
    json.writeNumberField("page", origin.page());
    json.writeEndObject();
    json.writeStringField("at", origin.at().toString());
    json.writeFieldName("payload");
    JsonText.write(json, payload);
    json.writeEndObject();
    json.writeRaw('\n');
    rows++;
  }

  @Override
  public void close() throws IOException {
    JsonGenerator open = lines;
    if (open != null) {
      lines = null;
      open.close();
    }
  }

  /** A new file that nobody but its owner reads: it holds rows. */
  static Path secret(Path file) throws IOException {
    Files.deleteIfExists(file);
    return POSIX
        ? Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(file);
  }
}
