package dev.eider.connector.chroma;

import com.google.auto.service.AutoService;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.PoliteHttp;
import dev.eider.plan.Described;
import dev.eider.plan.Spec;
import dev.eider.plan.Spec.Field;
import dev.eider.plan.Spec.Type;
import dev.eider.secret.Settings;
import dev.eider.vector.VectorStore;
import dev.eider.vector.VectorStoreProvider;
import java.util.List;
import java.util.Map;

/** Store type {@code chroma}. */
@AutoService({VectorStoreProvider.class, Described.class})
public final class ChromaStoreProvider implements VectorStoreProvider {
  private static final String URL = "http://localhost:8000";
  private static final String TENANT = "default_tenant";
  private static final String DATABASE = "default_database";
  private static final String AUTHORIZATION = "Authorization";
  private static final String CHROMA_TOKEN = "X-Chroma-Token";

  @Override
  public String name() {
    return "chroma";
  }

  @Override
  public Spec spec() {
    return new Spec(
        "Vectors in a Chroma server.",
        List.of(
            new Field("url", Type.TEXT, false, URL, "the server"),
            new Field("tenant", Type.TEXT, false, TENANT, "the tenant, which must be there"),
            new Field("database", Type.TEXT, false, DATABASE, "the database, which must be there"),
            new Field("token", Type.SECRET, false, null, "what the server lets in"),
            new Field(
                "token_header",
                Type.TEXT,
                false,
                AUTHORIZATION,
                "the header that holds the token: Authorization (as Bearer) or X-Chroma-Token"),
            COLLECTION),
        """
        store:
          - type: chroma
            url: http://localhost:8000
        """);
  }

  @Override
  public VectorStore open(Settings settings) {
    String url = settings.optionalText("url").orElse(URL);
    ChromaApi.Place place =
        new ChromaApi.Place(
            url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
            settings.optionalText("tenant").orElse(TENANT),
            settings.optionalText("database").orElse(DATABASE));
    PoliteHttp http = new PoliteHttp(Map.of(), System.getenv());
    return new ChromaStore(new ChromaApi(http, place, headers(settings)), http::close);
  }

  private static Map<String, String> headers(Settings settings) {
    String header = settings.optionalText("token_header").orElse(AUTHORIZATION);
    boolean bearer = header.equalsIgnoreCase(AUTHORIZATION);
    if (!bearer && !header.equalsIgnoreCase(CHROMA_TOKEN)) {
      throw new Misconfigured(
          "chroma.token_header",
          settings.where() + "/token_header",
          "expected one of Authorization, X-Chroma-Token but was '" + header + "'",
          "write one of these");
    }
    if (settings.optionalText("token").isEmpty()) {
      return Map.of();
    }
    String token = settings.secret("token").reveal();
    return Map.of(header, bearer ? "Bearer " + token : token);
  }
}
