package dev.eider.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eider.cli.syncfile.Connectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A user at a desk: a folder with a manifest and a sync file, the real cli with the real worker and
 * connectors, a Temporal server in memory, and the destination's file to look at afterwards.
 */
final class Desk {
  static final String SECRET = "planted-secret-4711";

  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final String TABLES =
      "SELECT table_name FROM duckdb_tables() WHERE table_name = 'items'";
  private static final String MANIFEST =
      """
      version: 6.0.0
      check: {stream_names: [items]}
      streams:
        - name: items
          primary_key: [id]
          retriever:
            requester:
              url_base: "%s"
              path: /items
              authenticator: {type: BearerAuthenticator, api_token: "{{ config['api_key'] }}"}
              error_handler: {type: DefaultErrorHandler, max_retries: 0}
            record_selector: {extractor: {field_path: [data]}}
            paginator:
              type: DefaultPaginator
              page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
              pagination_strategy: {type: PageIncrement, page_size: 2, start_from_page: 1, inject_on_first_request: true}
          schema_loader:
            type: InlineSchemaLoader
            schema: {type: object, properties: {id: {type: integer}, name: {type: string}}}
      spec:
        connection_specification:
          type: object
          properties:
            api_key: {type: string, airbyte_secret: true}
      """;

  private final Path folder;
  private final Path home;
  private final Path warehouse;
  private final String giveUpAfter;

  Desk(Path folder) {
    this(folder, folder.resolve("home"), folder.resolve("warehouse.duckdb"), "PT2S");
  }

  /** With some of it elsewhere, for example on a disk of its own. */
  Desk(Path folder, Path home, Path warehouse, String giveUpAfter) {
    this.folder = folder;
    this.home = home;
    this.warehouse = warehouse;
    this.giveUpAfter = giveUpAfter;
  }

  /** What a command left on the screen. */
  record Answer(int exit, String out, String err) {
    /** The block of one problem says what, and what to do. */
    void blames(String code, String fix) {
      assertThat(err).contains("✗ " + code + " ");
      String block = err.substring(err.indexOf("✗ " + code + " "));
      assertThat(block.lines().limit(3).toList()).as(block).anyMatch(line -> line.contains("→ "));
      assertThat(block).contains("→ " + fix);
    }
  }

  Path warehouse() {
    return warehouse;
  }

  Map<String, String> environment() {
    return Map.of(
        "EIDER_HOME",
        home.toString(),
        "EIDER_SERVER",
        "memory",
        "TOKEN",
        SECRET,
        "TEMPORAL_CONFIG_FILE",
        folder.resolve("none.toml").toString());
  }

  /** Reads the API of a URL into the warehouse. */
  Answer sync(String url) {
    write("items.manifest.yaml", MANIFEST.formatted(url));
    return sync(
        "items",
        "{type: manifest, manifest: items.manifest.yaml, config: {api_key: \"${secret:TOKEN}\"}}");
  }

  /** Reads any source into the warehouse, a chunk a page. */
  Answer sync(String name, String source) {
    return run("sync", syncFile(name, source));
  }

  String syncFile(String name, String source) {
    String file = name + ".yaml";
    write(
        file,
        """
        name: %s
        source: %s
        destination: {type: duckdb, path: '%s', schema: main}
        chunk: {pages: 1}
        give_up_after: %s
        """
            .formatted(name, source, warehouse, giveUpAfter));
    return file;
  }

  void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer run(String... arguments) {
    return run(environment(), arguments);
  }

  Answer run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Embedded local = new Embedded();
    Surroundings around =
        new Surroundings(
            environment,
            folder,
            () -> Optional.of(local),
            Connectors::found,
            false,
            Interrupts.never(),
            Optional.empty());
    int exit = EiderCli.run(arguments, new PrintWriter(out), new PrintWriter(err), around);
    return new Answer(exit, out.toString(), err.toString());
  }

  /** The single column of a query over the warehouse, once the worker has let go of it. */
  List<String> column(String sql) {
    try (Connection connection = opened();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** How many items are there; none when there is no file or no table yet. */
  long items() {
    if (!Files.exists(warehouse) || column(TABLES).isEmpty()) {
      return 0;
    }
    return Long.parseLong(column("SELECT count(*) FROM items").getFirst());
  }

  /** How many rows the ledger says there are: each batch and its line came together. */
  long rowsInTheLedger() {
    return items() == 0
        ? 0
        : Long.parseLong(column("SELECT sum(rows) FROM _eider_ledger").getFirst());
  }

  /** No file of the folder holds the planted secret. */
  void hidesItsSecret(Answer answer) {
    assertThat(answer.out() + answer.err()).doesNotContain(SECRET);
    try (Stream<Path> tree = Files.walk(folder)) {
      assertThat(tree.filter(Files::isRegularFile)).filteredOn(Desk::holdsSecret).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsSecret(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Connection opened() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return DriverManager.getConnection("jdbc:duckdb:" + warehouse, properties);
      } catch (SQLException stillOpen) {
        boolean lingers = String.valueOf(stillOpen.getMessage()).contains("configuration");
        if (!lingers || System.nanoTime() > end) {
          throw stillOpen;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }
}
