package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.fault.Fault.Misconfigured;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  private final Path folder;

  SettingsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theHomeIsTheDataFolderOfThePlatform() {
    Path user = Path.of("/home/ada");
    assertThat(Settings.from(Map.of(), "Linux", "/home/ada").home())
        .isEqualTo(user.resolve(".local/share/eider"));
    assertThat(Settings.from(Map.of("XDG_DATA_HOME", "/data"), "Linux", "/home/ada").home())
        .isEqualTo(Path.of("/data/eider"));
    assertThat(Settings.from(Map.of(), "Mac OS X", "/home/ada").home())
        .isEqualTo(user.resolve("Library/Application Support/Eider"));
    assertThat(Settings.from(Map.of("LOCALAPPDATA", "/l"), "Windows 11", "/home/ada").home())
        .isEqualTo(Path.of("/l/Eider"));
  }

  @Test
  void eiderHomeWinsOverThePlatform() {
    Settings settings =
        Settings.from(Map.of("EIDER_HOME", folder.toString(), "XDG_DATA_HOME", "/x"));
    assertThat(settings.home()).isEqualTo(folder);
  }

  @Test
  void blankVariablesCountAsUnset() {
    assertThat(Settings.from(Map.of("EIDER_TASK_QUEUE", " ")).taskQueue()).isEqualTo("eider");
  }

  @Test
  void theOwnQueueStaysTheSameForOneHomeAndDiffersFromAnother() {
    Settings one = Settings.from(Map.of("EIDER_HOME", folder.resolve("a").toString()));
    Settings again = Settings.from(Map.of("EIDER_HOME", folder.resolve("a").toString()));
    Settings other = Settings.from(Map.of("EIDER_HOME", folder.resolve("b").toString()));
    assertThat(one.ownQueue()).startsWith("eider@").isEqualTo(again.ownQueue());
    assertThat(other.ownQueue()).isNotEqualTo(one.ownQueue());
  }

  @Test
  void aPortThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> Settings.from(Map.of("EIDER_METRICS_PORT", "many")))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("EIDER_METRICS_PORT")
        .hasMessageContaining("'many'");
  }

  @Test
  void anUnknownKindOfServerIsRefused() {
    assertThatThrownBy(() -> Settings.from(Map.of("EIDER_SERVER", "mars")))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'memory'");
  }

  @Test
  void printingSettingsShowsNothingOfTheEnvironment() {
    assertThat(Settings.from(Map.of("STRIPE_KEY", "sk_live_canary")).toString())
        .doesNotContain("canary");
  }
}
