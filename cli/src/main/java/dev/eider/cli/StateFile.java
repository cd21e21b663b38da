package dev.eider.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.flow.ImportWorkflow;
import dev.eider.step.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States in a file: Eider's own export, or what Airbyte and PyAirbyte write — a state message, a
 * list of them or one a line, each with or without its envelope; rows of PyAirbyte's {@code
 * _airbyte_state}; an Airbyte connection's state. Where a stream comes more than once, the last one
 * counts, as it does in Airbyte's protocol.
 *
 * @param sync whose they are; null = the file does not say
 * @param streams each with its state
 */
record StateFile(@Nullable String sync, List<ImportWorkflow.Given> streams) {
  private static final String FORM = "eider_state";

  /** Numbers keep their digits: a state is its source's own. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Checkpoints as the text of such a file. */
  static String written(String sync, List<Checkpoint.Line> lines) {
    ObjectNode root = JSON.createObjectNode().put(FORM, 1).put("sync", sync);
    ArrayNode streams = root.putArray("streams");
    try {
      for (Checkpoint.Line line : lines) {
        ObjectNode stream =
            streams
                .addObject()
                .put("stream", line.stream())
                .put("table", line.table())
                .put("generation", line.generation())
                .put("chunk", line.chunk())
                .put("updated", line.updated() == null ? null : line.updated().toString());
        stream.set("state", JSON.readTree(line.state() == null ? "null" : line.state()));
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every state is JSON", e);
    }
  }

  static StateFile read(Path file, String name) {
    Map<String, String> states = new LinkedHashMap<>();
    String[] sync = {null};
    try (MappingIterator<JsonNode> roots =
        JSON.readerFor(JsonNode.class).readValues(Files.newInputStream(file))) {
      while (roots.hasNextValue()) {
        JsonNode root = roots.nextValue();
        if (root.has(FORM)) {
          sync[0] = root.path("sync").asText();
        }
        add(root, states);
      }
    } catch (NoSuchFileException e) {
      throw Trouble.wrong("state.no_file", name, "expected a file but there is none", "create it");
    } catch (JsonProcessingException e) {
      throw Trouble.wrong(
          "state.import_unreadable",
          name + ":" + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          "expected JSON but was something else",
          "export it again");
    } catch (IOException e) {
      throw Trouble.world(
          "state.import_unreadable", name, "expected a file that can be read", "check its rights");
    }
    if (states.isEmpty()) {
      throw Trouble.wrong(
          "state.import_empty",
          name,
          "expected the state of at least one stream but found none",
          "see 'eider state import --help' for the forms it may have");
    }
    return new StateFile(
        sync[0],
        states.entrySet().stream()
            .map(entry -> new ImportWorkflow.Given(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** Refuses a file that says it is of another sync: its streams may only be named alike. */
  void refuseOther(String name, String where) {
    if (sync != null && !sync.equals(name)) {
      throw Trouble.wrong(
          "state.import_other_sync",
          where,
          "expected checkpoints of sync '" + name + "' but they are of '" + sync + "'",
          "name a file of '" + name + "', or change \"sync\" in it if they are meant for it");
    }
  }

  private static void add(JsonNode node, Map<String, String> states) throws IOException {
    if (node.isArray()) {
      for (JsonNode item : node) {
        add(item, states);
      }
    } else if (node.has(FORM)) {
      for (JsonNode stream : node.path("streams")) {
        put(stream.path("stream"), stream.path("state"), states);
      }
    } else if (node.path("state_json").isTextual()) {
      add(JSON.readTree(node.path("state_json").asText()), states);
    } else if (node.path("state").isObject() && node.path("type").asText().equals("STATE")) {
      add(node.path("state"), states);
    } else if (node.has("streamState") || node.has("stateType")) {
      node.path("streamState").forEach(one -> stream(one, states));
    } else {
      message(node, states);
    }
  }

  /** A state message without its envelope. */
  private static void message(JsonNode node, Map<String, String> states) {
    JsonNode global = node.path("global");
    if (global.isObject()) {
      global.path("stream_states").forEach(one -> stream(one, states));
    } else if (node.path("data").isObject() && !node.has("stream")) {
      node.path("data").properties().forEach(one -> put(one.getKey(), one.getValue(), states));
    } else {
      stream(node.path("stream").isObject() ? node.path("stream") : node, states);
    }
  }

  private static void stream(JsonNode node, Map<String, String> states) {
    boolean camel = node.has("streamDescriptor");
    JsonNode descriptor = node.path(camel ? "streamDescriptor" : "stream_descriptor");
    put(descriptor.path("name"), node.path(camel ? "streamState" : "stream_state"), states);
  }

  private static void put(JsonNode name, JsonNode state, Map<String, String> states) {
    if (name.isTextual()) {
      put(name.asText(), state, states);
    }
  }

  private static void put(String name, JsonNode state, Map<String, String> states) {
    if (state.isObject()) {
      states.put(name, state.toString());
    }
  }
}
