package dev.eider.connector.manifest.request;

import static dev.eider.connector.manifest.request.Dialect.LIVE;
import static dev.eider.connector.manifest.request.Dialect.REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.PageListener.Next;
import dev.eider.connector.manifest.request.SimpleRetriever.Progress;
import dev.eider.connector.manifest.select.Selector;
import dev.eider.connector.manifest.select.Selector.Selected;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Answer;
import dev.eider.http.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SimpleRetrieverTest {
  private static final String PAGES =
      "paginator: {type: DefaultPaginator, pagination_strategy: {type: PageIncrement, page_size: 2,"
          + " start_from_page: 1}, page_size_option: {type: RequestOption,"
          + " inject_into: request_parameter, field_name: limit}, page_token_option: {type:"
          + " RequestOption, inject_into: request_parameter, field_name: page}}\n";
  private static final String OFFSETS = PAGES.replace("PageIncrement", "OffsetIncrement");

  private final Parts api = new Parts();
  private final List<Object> read = new ArrayList<>();

  @Test
  void asksForPagesUntilAShortOne() {
    Progress progress = read(PAGES, script(REFERENCE, "[1,2]", "[3,4]", "[5]"), null, Next.GO_ON);
    assertThat(urls()).containsExactly("?limit=2", "?page=2&limit=2", "?page=3&limit=2");
    assertThat(read).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(progress).isEqualTo(Progress.END);
  }

  @Test
  void countsOffsetsByTheRecordsOfEachPage() {
    read(OFFSETS, script(REFERENCE, "[1,2]", "[3,4,5]", "[]"), null, Next.GO_ON);
    assertThat(urls()).containsExactly("?limit=2", "?page=2&limit=2", "?page=5&limit=2");
  }

  @Test
  void injectsTheFirstPageWhenAskedTo() {
    String pages = PAGES.replace("page_size: 2", "page_size: 2, inject_on_first_request: true");
    read(pages, script(REFERENCE, "[1]"), null, Next.GO_ON);
    assertThat(urls()).containsExactly("?page=1&limit=2");
  }

  @Test
  void goesOnWhereItWasPaused() {
    Progress progress = read(PAGES, script(LIVE, "[1,2]"), null, Next.PAUSE);
    assertThat(progress.ended()).isFalse();
    assertThat(progress.resumeToken()).isEqualTo(2L);
    read(PAGES, script(LIVE, "[3]"), progress.resumeToken(), Next.GO_ON);
    assertThat(read).containsExactly(1L, 2L, 3L);
    assertThat(urls()).containsExactly("?limit=2", "?page=2&limit=2");
  }

  @Test
  void keepsThePagesItHasWhenTheNextOneMustBeWaitedFor() {
    Answer busy = new Answer(429, Map.of("Retry-After", "9"), new byte[0]);
    Answer page = Parts.json(200, "[1,2]");
    Progress progress = read(PAGES, api.playing(LIVE, page, busy), null, Next.GO_ON);
    assertThat(progress.ended()).isFalse();
    assertThat(progress.resumeToken()).isEqualTo(2L);
    assertThat(progress.fault())
        .isInstanceOfSatisfying(
            Unavailable.class,
            fault -> assertThat(fault.retryAfter()).hasValue(Duration.ofSeconds(9)));
    assertThat(read).containsExactly(1L, 2L);
    assertThatThrownBy(() -> read(PAGES, api.playing(LIVE, busy), 2L, Next.GO_ON))
        .isInstanceOf(RequestFailure.class);
  }

  @Test
  void sendsTheSlicesOptionsWithTheFirstPageOnlyWhenAskedTo() {
    RequestOptions slice = RequestOptions.empty();
    slice.parameters().put("since", "2024");
    String paginator = PAGES + "ignore_stream_slicer_parameters_on_paginated_requests: true\n";
    retriever(paginator, "", script(REFERENCE, "[1,2]", "[3]"))
        .read(Slice.WHOLE, slice, Progress.START, page -> noted(page, Next.GO_ON));
    assertThat(urls()).containsExactly("?limit=2&since=2024", "?page=2&limit=2");
  }

  @Test
  void sendsTheSlicesOptionsWithEveryPage() {
    RequestOptions slice = RequestOptions.empty();
    slice.parameters().put("since", "2024");
    retriever(PAGES, "", script(REFERENCE, "[1,2]", "[3]"))
        .read(Slice.WHOLE, slice, Progress.START, page -> noted(page, Next.GO_ON));
    assertThat(urls()).containsExactly("?limit=2&since=2024", "?page=2&limit=2&since=2024");
  }

  @Test
  void endsWithoutRecordsAtAnIgnoredError() {
    String ignoring =
        "error_handler: {type: DefaultErrorHandler, response_filters: ["
            + "{type: HttpResponseFilter, http_codes: [404], action: IGNORE}]}";
    RequestContext context = api.playing(REFERENCE, Parts.json(404, "[1,2]"));
    assertThat(read(PAGES, ignoring, context).ended()).isTrue();
    assertThat(read).isEmpty();
  }

  @Test
  void noticesThatItStandsStill() {
    String cursor =
        "paginator: {type: DefaultPaginator, pagination_strategy: {type: CursorPagination,"
            + " cursor_value: abc}, page_token_option: {type: RequestOption,"
            + " inject_into: request_parameter, field_name: after}}\n";
    RequestContext context = script(LIVE, "[1]", "[2]", "[3]");
    assertThatThrownBy(() -> read(cursor, context, null, Next.GO_ON))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("next page");
    assertThat(read).containsExactly(1L, 2L);
  }

  @Test
  void noticesThatTheTokensGoInACircle() {
    String cursor =
        "paginator: {type: DefaultPaginator, pagination_strategy: {type: CursorPagination,"
            + " cursor_value: '{{ response.next }}'}, page_token_option: {type: RequestOption,"
            + " inject_into: request_parameter, field_name: after}}\n";
    String[] circle = {"{\"next\":\"b\"}", "{\"next\":\"c\"}", "{\"next\":\"a\"}"};
    RequestContext context =
        api.answering(LIVE, call -> Parts.json(200, circle[(api.calls().size() - 1) % 3]));
    assertThatThrownBy(() -> read(cursor, context, null, Next.GO_ON))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("the same page came again");
    assertThat(urls().size()).isLessThan(10);
  }

  @Test
  void noticesTheSamePageAlsoWhenEachReadTakesOne() {
    Progress first = read(PAGES, script(LIVE, "[1,2]"), null, Next.PAUSE);
    assertThatThrownBy(() -> goOn(PAGES, script(LIVE, "[1,2]"), first, Next.PAUSE))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("the same page came again");
    assertThat(read).containsExactly(1L, 2L);
  }

  @Test
  void noticesACircleThatIsLongerThanARead() {
    String cursor =
        "paginator: {type: DefaultPaginator, pagination_strategy: {type: CursorPagination,"
            + " cursor_value: '{{ response.next }}'}, page_token_option: {type: RequestOption,"
            + " inject_into: request_parameter, field_name: after}}\n";
    String[] circle = {"{\"next\":\"b\"}", "{\"next\":\"c\"}", "{\"next\":\"a\"}"};
    RequestContext context =
        api.answering(LIVE, call -> Parts.json(200, circle[(api.calls().size() - 1) % 3]));
    assertThatThrownBy(
            () -> {
              Progress at = Progress.START;
              while (urls().size() < 10) {
                at = goOn(cursor, context, at, Next.PAUSE);
              }
            })
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("the same page came again");
  }

  @Test
  void readsNothingFromAWebPageInAReplay() {
    assertThat(read("", api.playing(REFERENCE, html()), null, Next.GO_ON).ended()).isTrue();
    assertThat(read).isEmpty();
  }

  @Test
  void saysThatAWebPageIsNoJsonInASync() {
    RequestContext context = api.playing(LIVE, html());
    assertThatThrownBy(() -> read("", context, null, Next.GO_ON))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("web page");
  }

  @Test
  void refusesTheSamePlaceForSizeAndToken() {
    String pages = PAGES.replace("field_name: page", "field_name: limit");
    assertThatThrownBy(() -> read(pages, script(LIVE), null, Next.GO_ON))
        .isInstanceOf(Misconfigured.class)
        .hasMessageContaining("page_size_option");
  }

  @Test
  void followsATokenThatIsAPath() {
    String pages =
        PAGES
            .replaceFirst("page_token_option: .*", "page_token_option: {type: RequestPath}}\n")
            .replace(
                "PageIncrement, page_size: 2, start_from_page: 1",
                "CursorPagination, page_size: 2, cursor_value: /next");
    read(pages, script(REFERENCE, "[1]"), null, Next.PAUSE);
    read(pages, script(REFERENCE, "[1]"), "/next", Next.PAUSE);
    assertThat(api.calls().getLast().url()).isEqualTo("https://h/next?limit=2");
  }

  private Progress read(
      String paginator, RequestContext context, @Nullable Object token, Next next) {
    return goOn(paginator, context, new Progress(false, token, null), next);
  }

  private Progress goOn(String paginator, RequestContext context, Progress from, Next next) {
    return retriever(paginator, "", context)
        .read(Slice.WHOLE, RequestOptions.empty(), from, page -> noted(page, next));
  }

  private Progress read(String paginator, String handler, RequestContext context) {
    return retriever(paginator, handler, context)
        .read(Slice.WHOLE, RequestOptions.empty(), Progress.START, page -> noted(page, Next.GO_ON));
  }

  private Next noted(Selected page, Next next) {
    page.records()
        .forEach(record -> read.add(String.valueOf(record.get("id")).transform(Long::valueOf)));
    return next;
  }

  private static SimpleRetriever retriever(
      String paginator, String handler, RequestContext context) {
    String requester =
        "requester:\n  type: HttpRequester\n  url_base: https://h/v1\n"
            + (handler.isEmpty() ? "" : "  " + handler + "\n");
    return SimpleRetriever.of(
        Parts.part("type: SimpleRetriever\n" + requester + paginator), context, NUMBERS, false);
  }

  private static final Selector NUMBERS =
      (decoded, slice, token) -> {
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (Object element : decoded) {
          if (element instanceof Long) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("id", element);
            records.add(record);
          }
        }
        return new Selected(records.size(), records);
      };

  private RequestContext script(Dialect dialect, String... bodies) {
    Answer[] answers = new Answer[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      answers[i] = Parts.json(200, bodies[i]);
    }
    return api.playing(dialect, answers);
  }

  private List<String> urls() {
    return api.calls().stream().map(Call::url).map(url -> url.replace("https://h/v1", "")).toList();
  }

  private static Answer html() {
    return new Answer(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "<html>".getBytes(StandardCharsets.UTF_8));
  }
}
