package dev.eider.embedding.onnx;

import dev.eider.fault.Fault.Misconfigured;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * ONNX Runtime's two libraries. Left alone it unpacks them, 23 MB, for each process anew into a
 * temporary folder that a killed one leaves behind; so they are kept in the installation's folder
 * and it is told where.
 */
final class NativeLibraries {
  /** Read by {@code ai.onnxruntime.OnnxRuntime} when its first class is loaded. */
  private static final String PLACE = "onnxruntime.native.path";

  private static final String ROOT = "ai/onnxruntime/native/";
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  private NativeLibraries() {}

  /** Must be called before the first class of ONNX Runtime is touched. */
  static synchronized void prepare(Path home) {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    String platform = platform();
    String first = ROOT + platform + "/" + System.mapLibraryName(LIBRARIES.getFirst());
    if (NativeLibraries.class.getResource("/" + first) == null) {
      throw unsupported(platform);
    }
    Path folder = home.resolve("native").resolve("onnxruntime-" + platform);
    for (String library : LIBRARIES) {
      Path unused = Unpacked.file(ROOT + platform + "/" + System.mapLibraryName(library), folder);
    }
    System.setProperty(PLACE, folder.toString());
  }

  /**
   * It also makes an empty folder for libraries of graphics cards, to be deleted at the end; gone
   * at once, a killed process cannot leave it behind.
   */
  static void removeEmptyFolder() {
    try {
      Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      folder.setAccessible(true);
      if (folder.get(null) instanceof Path path) {
        Files.deleteIfExists(path);
      }
    } catch (ReflectiveOperationException | IOException e) {
      // Then it goes at the end, as ever.
      return;
    }
  }

  /** For a machine ONNX Runtime is not made for. */
  static Misconfigured unsupported(String platform) {
    return new Misconfigured(
        "embedding.unsupported_platform",
        platform,
        "expected Linux with glibc, Windows or macOS on a processor ONNX Runtime is made for",
        "use an embedder over HTTP, type openai");
  }

  /** As ONNX Runtime names the folders of its jar. */
  static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String processor = machine.matches("aarch64|arm64") ? "aarch64" : "x64";
    if (system.contains("mac")) {
      return "osx-" + processor;
    }
    return (system.contains("windows") ? "win-" : "linux-") + processor;
  }
}
