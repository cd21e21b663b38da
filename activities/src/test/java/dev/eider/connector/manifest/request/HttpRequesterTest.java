package dev.eider.connector.manifest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.connector.manifest.partition.Slice;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.http.Call;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HttpRequesterTest {

  @Test
  void joinsBasePathAndParameters() {
    Call call =
        call(
            "url_base: https://api.example.com/v1\npath: /items\n"
                + "request_parameters: {a: x y, ids: ['1', '2'], none: ''}",
            null,
            RequestOptions.empty());
    assertThat(call.url()).isEqualTo("https://api.example.com/v1/items?a=x+y&ids=1&ids=2");
  }

  @Test
  void followsATokenThatIsAUrlAndDoesNotRepeatItsParameters() {
    Call call =
        call(
            "url_base: https://api.example.com/v1\npath: items\nrequest_parameters: {limit: '5', a: b}",
            "https://api.example.com/v1/items?limit=5&page=2",
            RequestOptions.empty());
    assertThat(call.url()).isEqualTo("https://api.example.com/v1/items?limit=5&page=2&a=b");
  }

  @Test
  void refusesAParameterThatTwoComponentsSet() {
    RequestOptions extra = RequestOptions.empty();
    extra.parameters().put("page", 1L);
    assertThatThrownBy(
            () -> call("url_base: https://h\nrequest_parameters: {page: '1'}", null, extra))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("'page'");
  }

  @Test
  void writesJsonAsPythonDoesAndSaysSo() {
    RequestOptions extra = RequestOptions.empty();
    extra.bodyJson().put("first", 50L);
    Call call =
        call("url_base: https://h\nhttp_method: POST\nrequest_body_json: {query: é}", null, extra);
    assertThat(call.bodyText()).isEqualTo("{\"query\": \"\\u00e9\", \"first\": 50}");
    assertThat(call.headers()).containsEntry("Content-Type", "application/json");
  }

  @Test
  void keepsTheManifestsOwnContentType() {
    Call call =
        call(
            "url_base: https://h\nhttp_method: POST\nrequest_body_json: {a: b}\n"
                + "request_headers: {content-type: application/vnd.x+json}",
            null,
            RequestOptions.empty());
    assertThat(call.headers()).containsOnlyKeys("content-type");
  }

  @Test
  void sendsATextBodyAsItIsAndAFormEncoded() {
    Call text =
        call(
            "url_base: https://h\nhttp_method: POST\nrequest_body_data: a b",
            null,
            RequestOptions.empty());
    assertThat(text.bodyText()).isEqualTo("a b");
    assertThat(text.headers()).isEmpty();
    Call form =
        call("url_base: https://h\nrequest_body_data: {a: b c}", null, RequestOptions.empty());
    assertThat(form.bodyText()).isEqualTo("a=b+c");
  }

  @Test
  void refusesAHeaderTheAuthenticatorSetsToo() {
    assertThatThrownBy(
            () ->
                call(
                    "url_base: https://h\nrequest_headers: {Authorization: x}\n"
                        + "authenticator: {type: BearerAuthenticator, api_token: t}",
                    null,
                    RequestOptions.empty()))
        .hasMessageContaining("'Authorization'");
  }

  @Test
  void refusesAnAuthenticatorItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                call(
                    "url_base: https://h\nauthenticator: {type: SelectiveAuthenticator}",
                    null,
                    RequestOptions.empty()))
        .hasMessageContaining("expected a known authenticator but was 'SelectiveAuthenticator'");
  }

  private static Call call(String yaml, @Nullable String path, RequestOptions extra) {
    RequestContext context = new Parts().playing(Dialect.REFERENCE);
    return HttpRequester.of(Parts.part("type: HttpRequester\n" + yaml), context, false)
        .prepare(Slice.WHOLE, null, path, extra);
  }
}
