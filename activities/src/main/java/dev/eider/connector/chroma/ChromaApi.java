package dev.eider.connector.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.http.Exchange;
import dev.eider.http.PoliteHttp;
import dev.eider.outcome.Problem;
import dev.eider.wire.WireFormat;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chroma's HTTP API, version 2: one database of one server. */
final class ChromaApi {
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  private static final ObjectMapper JSON = WireFormat.mapper();

  private final Exchange exchange;
  private final Place place;
  private final Map<String, String> headers;
  private final Refusals refusals;

  /**
   * A client.
   *
   * @param headers what lets it in, if anything
   */
  ChromaApi(Exchange exchange, Place place, Map<String, String> headers) {
    this.exchange = exchange;
    this.place = place;
    this.headers = new LinkedHashMap<>(headers);
    this.headers.put("Content-Type", "application/json");
    this.refusals = new Refusals(place);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The server, as messages call it. */
  String label() {
    return place.url();
  }

  /** What the server says about itself. */
  JsonNode server(String path) {
    return read(send("GET", place.url() + "/api/v2/" + path, null));
  }

  /** A collection by its name; refuses a database that is not there, which Chroma does not tell. */
  Optional<JsonNode> collection(String name) {
    Answer answer = send("GET", database() + "/collections/" + encoded(name), null);
    if (isMissing(answer)) {
      requireDatabase();
      return Optional.empty();
    }
    return Optional.of(read(answer));
  }

  /** Refuses a tenant or a database that is not there. */
  void requireDatabase() {
    Answer answer = send("GET", database(), null);
    if (isMissing(answer)) {
      throw refusals.noDatabase();
    }
    read(answer);
  }

  /** Makes a collection; empty when its name is taken meanwhile. */
  Optional<JsonNode> create(ObjectNode wanted) {
    Answer answer = send("POST", database() + "/collections", wanted);
    return answer.status() == CONFLICT ? Optional.empty() : Optional.of(read(answer));
  }

  /** Removes a collection by its name, if it is there. */
  void drop(String name) {
    Answer answer = send("DELETE", database() + "/collections/" + encoded(name), null);
    if (!isMissing(answer)) {
      read(answer);
    }
  }

  /** Asks something of one collection, by its id; one that is gone makes the step start over. */
  JsonNode ask(Items items, String verb, @Nullable ObjectNode body) {
    return items(items, answer(items, verb, body));
  }

  /** The same, where the status matters. */
  Answer answer(Items items, String verb, @Nullable ObjectNode body) {
    return send(body == null ? "GET" : "POST", collection(items) + "/" + verb, body);
  }

  /** Gives a collection another name, which nobody may have. */
  void rename(Items items, String name) {
    JsonNode unused = items(items, send("PUT", collection(items), object().put("new_name", name)));
  }

  private String collection(Items items) {
    return database() + "/collections/" + encoded(items.id());
  }

  /** What an answer about a collection holds. */
  JsonNode items(Items items, Answer answer) {
    if (isMissing(answer)) {
      throw new Unavailable(
          new Problem(
              "chroma.collection_gone",
              place.url(),
              "expected collection '" + items.name() + "' but it was removed or replaced meanwhile",
              "leave it alone while syncs run; it is looked up again"),
          null,
          null);
    }
    return read(answer);
  }

  private Answer send(String method, String url, @Nullable ObjectNode body) {
    // As text first: half a character in a document becomes '?' and does not stop the others.
    byte[] bytes = body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return exchange.send(new Call(method, url, headers, bytes));
    } catch (Unavailable e) {
      throw PoliteHttp.isDeadHost(e) ? refusals.unreachable(e) : e;
    }
  }

  private JsonNode read(Answer answer) {
    if (!answer.ok()) {
      throw refusals.of(answer);
    }
    return json(answer).orElseThrow(refusals::notChroma);
  }

  /** Something that is not there, said by Chroma and not by whoever else answers at that URL. */
  private static boolean isMissing(Answer answer) {
    return answer.status() == NOT_FOUND
        && json(answer).filter(said -> said.has("error")).isPresent();
  }

  static Optional<JsonNode> json(Answer answer) {
    try {
      return Optional.ofNullable(JSON.readTree(answer.body()))
          .filter(node -> !node.isMissingNode());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String database() {
    return place.url()
        + "/api/v2/tenants/"
        + encoded(place.tenant())
        + "/databases/"
        + encoded(place.database());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Where collections are. */
  record Place(String url, String tenant, String database) {}

  /** A collection as the API takes it for its entries: by id, and by name for messages. */
  record Items(String id, String name) {}
}
