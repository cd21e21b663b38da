package dev.eider.worker;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The command line of a Temporal server, and the process it becomes. */
final class ServerProcess {
  private static final long LARGE_LOG = 10L << 20;
  private static final int TAIL = 8_192;
  private static final String NO_NEWS = "--ui-disable-news-fetch";
  // The server outlives its starter and needs none of the secrets around it.
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "USER", "TMPDIR", "LANG", "SystemRoot", "TEMP", "USERPROFILE");

  private ServerProcess() {}

  static Process spawn(Settings settings, Path folder, Path binary, int port, int uiPort)
      throws IOException {
    Files.createDirectories(folder);
    keepLogSmall(folder);
    List<String> command = new ArrayList<>(ownSession(settings));
    command.addAll(arguments(settings, folder, binary));
    command.addAll(List.of("--port", "" + port, "--ui-port", "" + uiPort));
    if (knows(binary, NO_NEWS)) {
      command.add(NO_NEWS);
    }
    File log = log(folder).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File(isWindows() ? "NUL" : "/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().keySet().retainAll(INHERITED);
    return builder.start();
  }

  static Path log(Path folder) {
    return folder.resolve("server.log");
  }

  /** The last lines of the log. */
  static String logTail(Path folder) {
    try (RandomAccessFile file = new RandomAccessFile(log(folder).toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(TAIL, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<String> arguments(Settings settings, Path folder, Path binary) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(binary.toString(), "server", "start-dev"));
    all.addAll(List.of("--ip", "127.0.0.1", "--ui-ip", "127.0.0.1"));
    all.addAll(List.of("--db-filename", folder.resolve("temporal.db").toString()));
    all.addAll(List.of("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma"));
    all.add("synchronous=" + (settings.syncEveryCommit() ? "FULL" : "NORMAL"));
    // At the server's own 20 reads a second one activity costs 50 ms, whatever the disk.
    for (String queue : List.of("transfer", "timer", "visibility")) {
      all.addAll(
          List.of("--dynamic-config-value", "history." + queue + "ProcessorMaxPollRPS=2000"));
    }
    SearchAttributes.WORDS.forEach(
        (name, type) -> all.addAll(List.of("--search-attribute", name + "=" + type)));
    return all;
  }

  /** A prefix that puts the server beyond the reach of this terminal's Ctrl-C and closing. */
  private static List<String> ownSession(Settings settings) {
    Optional<Path> setsid = Programs.onPath(settings, "setsid");
    if (setsid.isPresent()) {
      return List.of(setsid.get().toString());
    }
    // macOS has no setsid program, but its perl has the call.
    return Programs.onPath(settings, "perl")
        .map(perl -> List.of(perl.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV"))
        .orElse(List.of());
  }

  private static boolean knows(Path binary, String flag) throws IOException {
    Process help =
        new ProcessBuilder(binary.toString(), "server", "start-dev", "--help")
            .redirectErrorStream(true)
            .start();
    help.getOutputStream().close();
    String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return help.waitFor(5, TimeUnit.SECONDS) && text.contains(flag);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void keepLogSmall(Path folder) throws IOException {
    Path log = log(folder);
    if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
      Files.move(log, folder.resolve("server.old.log"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }
}
