package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import dev.eider.http.Waits;
import dev.eider.template.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Components from YAML, an exchange that plays a script, and waits that only note. */
public final class Parts implements Waits {
  private final List<Double> waits = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private int limited;

  /** A component as it would stand in a manifest. */
  public static Part part(String yaml) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Map<?, ?> read = new Yaml().load(yaml);
    read.forEach((key, value) -> fields.put(String.valueOf(key), value));
    return new Part(fields, "/streams/0");
  }

  /** An answer with a JSON body. */
  public static Answer json(int status, String body) {
    return new Answer(
        status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers in this order. */
  public RequestContext playing(Dialect dialect, Answer... script) {
    Deque<Answer> left = new ArrayDeque<>(List.of(script));
    return answering(dialect, call -> left.remove());
  }

  /** Answers as the function says. */
  public RequestContext answering(Dialect dialect, Function<Call, Answer> answers) {
    Clock clock = Clock.fixed(Instant.parse("2024-06-15T12:00:00Z"), ZoneOffset.UTC);
    return RequestContext.of(
        new Scope(clock, Map.of("config", Map.of())),
        call -> {
          calls.add(call);
          return answers.apply(call);
        },
        this,
        dialect);
  }

  /** What was asked. */
  public List<Call> calls() {
    return calls;
  }

  /** Seconds. */
  public List<Double> waits() {
    return waits;
  }

  /** How often the other side said that there were too many requests. */
  public int limited() {
    return limited;
  }

  @Override
  public void sleep(Duration wait, String why) {
    waits.add(wait.toMillis() / 1000.0);
  }

  @Override
  public void rateLimited(String where) {
    limited++;
  }
}
