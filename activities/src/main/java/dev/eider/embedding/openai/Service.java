package dev.eider.embedding.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eider.fault.Fault.Defect;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.http.PoliteHttp;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The other side: one request at a time, its answer checked. */
final class Service implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Not a row's text, so that what is answered to it may be quoted. */
  private static final String PROBE = "dimension";

  private final Options options;
  private final PoliteHttp http;

  Service(Options options, PoliteHttp http) {
    this.options = options;
    this.http = http;
  }

  /** How many numbers a vector has, from one that is made for it. */
  int dimension() {
    Answer answer = post(List.of(PROBE));
    if (!answer.ok()) {
      throw new Refusal(options, answer, 1).toProbe();
    }
    return Reply.read(answer, options).dimension();
  }

  /** Unit vectors in the order of the texts. */
  List<float[]> embed(List<String> texts, int dimension) {
    Answer answer = post(texts);
    if (!answer.ok()) {
      throw new Refusal(options, answer, texts.size()).toTexts();
    }
    return Reply.read(answer, options).vectors(texts.size(), dimension);
  }

  @Override
  public void close() {
    http.close();
  }

  private Answer post(List<String> texts) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", options.model());
    body.put("input", texts);
    body.put("encoding_format", "float");
    options.dimensions().ifPresent(dimensions -> body.put("dimensions", dimensions));
    return http.send(new Call("POST", options.url(), options.headers(), bytes(body)));
  }

  /** By way of a text: half a surrogate pair becomes a question mark and not an error. */
  private static byte[] bytes(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new Defect("openai.request", "/embeddings", "expected texts that fit into JSON", e);
    }
  }
}
