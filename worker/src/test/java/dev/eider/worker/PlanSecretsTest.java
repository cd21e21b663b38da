package dev.eider.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.outcome.Problem;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.SyncPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanSecretsTest {
  private final List<String> asked = new ArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void asksOnceForASecretThatIsNowhereElse() {
    PlanSecrets secrets = secrets(false, this::typed);

    assertThat(secrets.missing()).isEmpty();
    assertThat(secrets.missing()).isEmpty();

    assertThat(asked).containsExactly("API_KEY", "TOKEN");
    assertThat(secrets.secrets().resolve("${secret:TOKEN}", "x").reveal()).isEqualTo("typed TOKEN");
  }

  @Test
  void looksBesideTheSyncFileBeforeItAsks() throws IOException {
    Files.writeString(folder.resolve(".env"), "API_KEY=written\n");

    PlanSecrets secrets = secrets(false, this::typed);

    assertThat(secrets.missing()).isEmpty();
    assertThat(asked).containsExactly("TOKEN");
  }

  @Test
  void doesNotAskForTheDestinationsSecretsWhenOnlyTheSourceIsRead() {
    assertThat(secrets(true, this::typed).missing()).isEmpty();

    assertThat(asked).containsExactly("API_KEY");
  }

  @Test
  void neverAsksForANameAConnectorOnlyTries() {
    PlanSecrets secrets = secrets(false, this::typed);

    assertThat(secrets.secrets().find("PAYMENTS_API_KEY")).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void namesEverySecretThatIsMissingWhenNobodyCanBeAsked() {
    List<Problem> missing = secrets(false, null).missing();

    assertThat(missing).extracting(Problem::code).containsOnly("secret.missing");
    assertThat(missing)
        .extracting(Problem::where)
        .containsExactly("/source/config/key", "/destination/token");
    assertThat(missing.getFirst().message()).contains(folder.resolve(".env").toString());
  }

  @Test
  void anEmptyAnswerIsNoSecret() {
    assertThat(secrets(true, name -> Optional.of("")).missing()).hasSize(1);
  }

  @Test
  void saysWhereASecretIsAndNeverWhatItIs() throws IOException {
    Files.writeString(folder.resolve(".env"), "API_KEY=hush\n");

    List<Diagnosis.Line> lines = secrets(false, null).lines();

    assertThat(lines).extracting(Diagnosis.Line::ok).containsExactly(true, false);
    assertThat(lines.getFirst().found()).isEqualTo("found in " + folder.resolve(".env"));
    assertThat(lines.toString()).doesNotContain("hush");
  }

  private Optional<String> typed(String name) {
    asked.add(name);
    return Optional.of("typed " + name);
  }

  private PlanSecrets secrets(
      boolean sourceOnly, @Nullable Function<String, Optional<String>> ask) {
    Settings settings =
        Settings.from(Map.of("EIDER_HOME", folder.resolve("home").toString()), "Linux", "/nobody");
    ConnectorPlan source =
        new ConnectorPlan("manifest", Map.of("config", Map.of("key", "${secret:API_KEY}")));
    ConnectorPlan destination = new ConnectorPlan("motherduck", Map.of("token", "${secret:TOKEN}"));
    SyncPlan plan =
        new SyncPlan("shop", source, destination, List.of(), false, SyncPlan.Pace.DEFAULT);
    return new PlanSecrets(settings, plan, folder, sourceOnly, ask);
  }
}
