package dev.eider.cli.syncfile;

import dev.eider.outcome.Problem;
import dev.eider.plan.SyncPlan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Turns a sync file into a plan that is self-contained and small: paths absolute, documents inline
 * or copied, secrets still references.
 */
public final class SyncFile {
  private static final long LARGEST = 256 * 1024;

  private final Path home;
  private final Connectors connectors;

  /**
   * Reads with what this installation knows.
   *
   * @param home the installation's folder (EIDER_HOME), for copies of large documents
   * @param connectors whose options can be checked
   */
  public SyncFile(Path home, Connectors connectors) {
    this.home = home;
    this.connectors = connectors;
  }

  /**
   * A file that can run.
   *
   * @param plan what it asks for
   * @param notes things worth knowing that stop nothing
   */
  public record Read(SyncPlan plan, List<Problem> notes) {}

  /** The plan a file describes; throws with every problem of the file at once. */
  public Read read(Path file) {
    String name = file.toString();
    Node root = compose(name, text(file, name));
    Findings findings = new Findings();
    TreeCheck tree = new TreeCheck(findings);
    Place top = Place.top(name, root);
    Map<String, Object> values = Map.of();
    if (tree.sound(root, top)) {
      Path folder = file.toAbsolutePath().normalize().getParent();
      ConnectorReader options =
          new ConnectorReader(
              folder == null ? file.toAbsolutePath() : folder,
              new Documents(home),
              connectors,
              findings,
              tree.refused());
      EmbedReader embeds =
          new EmbedReader(findings, options, connectors, options.destination(root, top));
      values = new Reader(findings, tree.refused(), options, embeds).part(root, top, Model.FILE);
    }
    if (!findings.problems().isEmpty()) {
      throw new InvalidSyncFile(findings.problems());
    }
    return new Read(Plans.sync(values), findings.notes());
  }

  private static String text(Path file, String name) {
    try {
      if (!Files.isRegularFile(file)) {
        throw invalid(
            name,
            "syncfile.no_such_file",
            "expected a sync file but there is none",
            "correct the path, or write one with 'eider init'");
      }
      if (Files.size(file) > LARGEST) {
        throw invalid(
            name,
            "syncfile.too_large",
            "expected at most 256 KiB but was " + Files.size(file) / 1024 + " KiB",
            "keep documents in files of their own");
      }
      return Documents.text(Files.readAllBytes(file));
    } catch (CharacterCodingException e) {
      throw invalid(name, "syncfile.not_utf8", "expected UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      throw invalid(
          name,
          "syncfile.unreadable_file",
          "expected to read it but: " + e,
          "give yourself the right to read it");
    }
  }

  private static Node compose(String name, String text) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(text));
      if (root == null || Nodes.isNothing(root)) {
        throw invalid(
            name,
            "syncfile.empty",
            "expected name, source and destination but there is nothing",
            "write one with 'eider init'");
      }
      return root;
    } catch (MarkedYAMLException e) {
      String line = e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
      throw invalid(
          name + line, "syncfile.yaml", "expected YAML but it breaks off: " + said(e), advice(e));
    } catch (YAMLException e) {
      throw invalid(
          name,
          "syncfile.yaml",
          "expected YAML but found a character it cannot hold, or too many aliases",
          "remove control characters and repeated aliases");
    }
  }

  private static String said(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "could not read on" : e.getProblem();
    String line = problem.lines().findFirst().orElse("").strip();
    return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }

  private static String advice(MarkedYAMLException e) {
    return String.valueOf(e.getProblem()).contains("TAB")
        ? "indent with spaces instead of tabs"
        : "look at indentation, quotes and colons of this line and the one before";
  }

  private static InvalidSyncFile invalid(
      String where, String code, String message, @Nullable String fix) {
    return new InvalidSyncFile(List.of(new Problem(code, where, message, fix)));
  }
}
