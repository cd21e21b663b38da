package dev.eider.connector.manifest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.connector.manifest.request.Dialect;
import dev.eider.connector.manifest.request.Parts;
import dev.eider.fault.Fault.Misconfigured;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AuthenticatorTest {

  @Test
  void sendsABearerToken() {
    assertThat(of("{type: BearerAuthenticator, api_token: abc}").headers())
        .isEqualTo(Map.of("Authorization", "Bearer abc"));
  }

  @Test
  void sendsUserAndPasswordTogether() {
    assertThat(of("{type: BasicHttpAuthenticator, username: u}").headers())
        .isEqualTo(Map.of("Authorization", "Basic dTo="));
  }

  @Test
  void putsAKeyIntoAHeaderOfAnyName() {
    assertThat(of("{type: ApiKeyAuthenticator, header: X-Key, api_token: k}").headers())
        .isEqualTo(Map.of("X-Key", "k"));
  }

  @Test
  void putsAKeyIntoTheBodyByPath() {
    Authenticator key =
        of(
            "{type: ApiKeyAuthenticator, api_token: k, inject_into:"
                + " {type: RequestOption, inject_into: body_json, field_path: [auth, key]}}");
    assertThat(key.options().bodyJson()).isEqualTo(Map.of("auth", Map.of("key", "k")));
    assertThat(key.headers()).isEmpty();
  }

  @Test
  void refusesAKeyWithTwoPlaces() {
    assertThatThrownBy(
            () ->
                of(
                    "{type: ApiKeyAuthenticator, header: X, api_token: k, inject_into:"
                        + " {type: RequestOption, inject_into: header, field_name: Y}}"))
        .isInstanceOf(Misconfigured.class);
  }

  @Test
  void saysNothingWhenNothingIsWritten() {
    Parts api = new Parts();
    assertThat(Authenticator.of(Optional.empty(), api.playing(Dialect.LIVE)).headers()).isEmpty();
  }

  private static Authenticator of(String yaml) {
    return Authenticator.of(Optional.of(Parts.part(yaml)), new Parts().playing(Dialect.REFERENCE));
  }
}
