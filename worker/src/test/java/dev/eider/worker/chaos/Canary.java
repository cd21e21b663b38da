package dev.eider.worker.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A planted token: every worker uses it, and it is to be found nowhere. */
final class Canary {
  static final String REFERENCE = "${secret:CHAOS_CANARY}";
  static final Map<String, String> ENVIRONMENT =
      Map.of("CHAOS_CANARY", "sk_live_canary_5d1f0c7a3e9b48226a71");

  private static final int BLOCK = 1 << 20;
  private static final String PLAIN = ENVIRONMENT.get("CHAOS_CANARY");
  private static final List<String> FORMS = Stream.concat(Stream.of(PLAIN), base64()).toList();

  private Canary() {}

  static boolean isIn(String text) {
    return FORMS.stream().anyMatch(text::contains);
  }

  /** The files below a folder that hold it. */
  static List<Path> filesWith(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).filter(Canary::isInFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String before = "";
      for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
        String text = before + new String(block, ISO_8859_1);
        if (isIn(text)) {
          return true;
        }
        before = text.substring(Math.max(0, text.length() - 200));
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text inside a longer one is encoded in one of three ways, by where it begins. */
  private static Stream<String> base64() {
    return Stream.of("", "x", "xx")
        .map(
            before -> {
              String all =
                  Base64.getEncoder()
                      .withoutPadding()
                      .encodeToString((before + PLAIN).getBytes(ISO_8859_1));
              return all.substring(4, all.length() - 4);
            });
  }
}
