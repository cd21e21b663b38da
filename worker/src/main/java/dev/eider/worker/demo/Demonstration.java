package dev.eider.worker.demo;

import dev.eider.fault.Fault.Denied;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.SyncPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The demo's files in a user's folder, and the sample API they point at while it runs. */
public final class Demonstration implements AutoCloseable {
  /** The table the demo fills. */
  public static final String TABLE = "characters";

  private final CharactersApi api;
  private final Path folder;

  private Demonstration(CharactersApi api, Path folder) {
    this.api = api;
    this.folder = folder;
  }

  /** Serves the API and writes manifest and sync file; a manifest that is there stays as it is. */
  public static Demonstration start(Path folder) {
    CharactersApi api = CharactersApi.start();
    Demonstration demonstration = new Demonstration(api, folder);
    try {
      demonstration.writeFiles();
      return demonstration;
    } catch (IOException e) {
      api.close();
      throw new Denied(
          "demo.folder",
          folder.toString(),
          "expected a folder to write the demo's files to but it cannot be written",
          "run the demo in a folder of your own");
    }
  }

  /** The sync file it wrote. */
  public Path syncFile() {
    return folder.resolve("rick_and_morty.sync.yaml");
  }

  /** Where the rows will lie. */
  public Path database() {
    return folder.resolve("rick_and_morty.duckdb");
  }

  /** A plan whose source is the demo's database, to look at what was synced. */
  public SyncPlan reading() {
    ConnectorPlan database =
        new ConnectorPlan("duckdb", Map.of("path", database().toAbsolutePath().toString()));
    return new SyncPlan("demo-rows", database, database, List.of(), false, SyncPlan.Pace.DEFAULT);
  }

  @Override
  public void close() {
    api.close();
  }

  private void writeFiles() throws IOException {
    Path manifest = folder.resolve("rick_and_morty.yaml");
    if (!Files.exists(manifest)) {
      try (var resource = Demonstration.class.getResourceAsStream("rick_and_morty.yaml")) {
        if (resource == null) {
          throw new IOException("the demo's manifest is not in the jar");
        }
        Files.write(manifest, resource.readAllBytes());
      }
    }
    String sync =
        """
        # Written by the demo. The manifest is the real API's; rewrite points it at a sample on this
        # machine for as long as the demo runs. Without that line it reads the real one.
        name: rick-and-morty
        source:
          type: manifest
          manifest: rick_and_morty.yaml
          config: {}
          rewrite: {"%s": "%s"}
        destination: {type: duckdb, path: rick_and_morty.duckdb}
        streams:
          characters:
            embed: # what 'eider search' finds by its meaning
              document: |
                Name: {{ record.name }}
                Location: {{ record.location.name }}
              metadata: [status, species]
        """
            .formatted(CharactersApi.ORIGINAL, api.root());
    Files.write(syncFile(), sync.getBytes(StandardCharsets.UTF_8));
  }
}
