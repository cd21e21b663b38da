package dev.eider.connector.manifest;

import dev.eider.connector.manifest.model.Manifest;
import dev.eider.connector.manifest.model.Part;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.secret.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a manifest source.
 *
 * @param manifest ready to build from
 * @param name what the connector is called, without {@code source-}
 */
record ManifestOptions(Manifest manifest, String name) {
  private static final String FILE = "file";
  private static final Set<String> SECOND_LEVEL =
      Set.of("ac", "co", "com", "edu", "gov", "net", "or", "org");

  static ManifestOptions of(Settings settings) {
    Map<String, @Nullable Object> inline = settings.map("manifest");
    if (inline.isEmpty()) {
      return ofText(settings, settings.text("manifest"));
    }
    if (inline.get(FILE) instanceof String file && !inline.containsKey("streams")) {
      return ofFile(settings, Path.of(file), inline.get("sha256"));
    }
    Manifest manifest = Manifest.of(inline);
    return new ManifestOptions(manifest, name(settings, manifest, Optional.empty()));
  }

  private static ManifestOptions ofText(Settings settings, String text) {
    if (!text.contains("\n") && Path.of(text).isAbsolute()) {
      return ofFile(settings, Path.of(text), null);
    }
    Manifest manifest = Manifest.parse(text, settings.where() + "/manifest");
    return new ManifestOptions(manifest, name(settings, manifest, Optional.empty()));
  }

  private static ManifestOptions ofFile(Settings settings, Path file, @Nullable Object sha256) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (sha256 != null && !sha256.equals(sha256(bytes))) {
        throw new Misconfigured(
            "manifest.file_changed",
            file.toString(),
            "expected the file the plan was made with but it has changed",
            "start the sync again");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      Manifest manifest = Manifest.parse(text, file.toString());
      Optional<String> fileName = sha256 == null ? Optional.of(baseName(file)) : Optional.empty();
      return new ManifestOptions(manifest, name(settings, manifest, fileName));
    } catch (IOException e) {
      throw new Misconfigured(
          "manifest.file_not_readable",
          file.toString(),
          "expected a manifest file but it cannot be read",
          "correct the path");
    }
  }

  private static String name(Settings settings, Manifest manifest, Optional<String> fileName) {
    String name =
        settings
            .optionalText("name")
            .or(manifest::name)
            .or(() -> fileName.filter(file -> !file.equals("manifest")))
            .or(() -> host(manifest))
            .or(() -> fileName)
            .orElse("manifest");
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return slug.replaceAll("^-|-$", "").replaceFirst("^source-", "");
  }

  private static Optional<String> host(Manifest manifest) {
    return manifest.streams().stream()
        .findFirst()
        .flatMap(stream -> stream.optionalPart("retriever"))
        .flatMap(retriever -> retriever.optionalPart("requester"))
        .flatMap(ManifestOptions::url)
        .map(url -> url.replaceFirst("^https?://", "").replaceFirst("[/:?#].*$", ""))
        .filter(host -> !host.isEmpty() && !host.contains("{"))
        .map(ManifestOptions::word);
  }

  /** What an API is called: {@code example} for {@code api.example.com} and its like. */
  private static String word(String host) {
    List<String> labels = List.of(host.split("\\.", -1));
    if (labels.size() < 2 || host.matches("[0-9.]+")) {
      return host;
    }
    boolean twofold = labels.size() > 2 && SECOND_LEVEL.contains(labels.get(labels.size() - 2));
    return labels.get(labels.size() - (twofold ? 3 : 2));
  }

  private static Optional<String> url(Part requester) {
    return requester.optionalText("url").or(() -> requester.optionalText("url_base"));
  }

  private static String baseName(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
