package dev.eider.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.destination.Destination;
import dev.eider.secret.Secrets;
import dev.eider.source.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the service itself, in the account's database {@code my_db}. */
@Tag("slow")
@Tag("live")
final class MotherDuckLiveTest {

  @Test
  void writesItsBooksAndReadsTheCatalog() {
    String token = System.getenv("MOTHERDUCK_TOKEN");
    Assumptions.assumeTrue(token != null && !token.isEmpty(), "MOTHERDUCK_TOKEN is not set");
    Place place =
        new MotherDuck("my_db", new Secrets(List.of()).remember("MOTHERDUCK_TOKEN", token));

    try (Destination destination = new DuckDbDestination(place, "eider_live");
        Source source =
            new DuckDbSource(
                place, "eider_live", true, DuckDbSource.Limits.DEFAULT, Path.of("target"))) {
      destination.check();
      assertThat(source.discover()).isEmpty();
    }
  }
}
