package dev.eider.embedding.openai;

import com.google.auto.service.AutoService;
import dev.eider.embedding.Embedder;
import dev.eider.embedding.EmbedderProvider;
import dev.eider.http.PoliteHttp;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.plan.Spec.Field;
import dev.eider.plan.Spec.Type;
import dev.eider.secret.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Embedder type {@code openai}. */
@AutoService({EmbedderProvider.class, Described.class})
public final class OpenAiEmbedderProvider implements EmbedderProvider {
  private static final List<Field> FIELDS =
      List.of(
          optional(
              "base_url",
              Type.TEXT,
              Options.OPENAI,
              "what stands before /embeddings; Azure's ends with /openai/deployments/<deployment>"),
          new Field("model", Type.TEXT, true, null, "the model's name"),
          optional(
              "dimensions",
              Type.INTEGER,
              "what the model gives",
              "numbers in a vector; asked for and checked"),
          optional("api_key", Type.SECRET, null, "the key; a local service may need none"),
          optional(
              "api_version",
              Type.TEXT,
              null,
              "Azure's api-version; the key then goes into the header api-key"),
          optional(
              "key_header",
              Type.TEXT,
              "Authorization, with Bearer before the key",
              "the header the bare key goes into"),
          optional("batch", Type.INTEGER, "64", "texts in one request"),
          optional(
              "max_tokens",
              Type.INTEGER,
              "8191",
              "the longest text the model takes, in its tokens"));

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Any service that speaks OpenAI's embeddings API: OpenAI, Azure, Ollama, vLLM.",
        FIELDS,
        """
        embedder:
          type: openai
          model: text-embedding-3-small
          api_key: ${secret:OPENAI_API_KEY}
        """);
  }

  @Override
  public Embedder open(Settings settings) {
    Options options = Options.of(settings);
    return OpenAiEmbedder.open(options, new PoliteHttp(Map.of(), System.getenv()));
  }

  private static Field optional(String name, Type type, @Nullable String fallback, String doc) {
    return new Field(name, type, false, fallback, doc);
  }
}
