package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.model.Part;
import dev.eider.connector.manifest.paging.PageFacts;
import dev.eider.connector.manifest.paging.Paginator;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.PageListener.Next;
import dev.eider.connector.manifest.select.Selector;
import dev.eider.connector.manifest.select.Selector.Selected;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.http.Call;
import dev.eider.template.TemplateException;
import dev.eider.template.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a slice page by page, from its first page or from one it was paused at. */
public final class SimpleRetriever {
  private static final String TOKEN = "next_page_token";

  private final Part part;
  private final HttpRequester requester;
  private final Paginator paginator;
  private final Selector selector;
  private final Dialect dialect;
  private final boolean firstPageOnlyOptions;
  private final boolean restartsOnReset;

  private SimpleRetriever(
      Part part, HttpRequester requester, Paginator paginator, Selector selector, Dialect dialect) {
    this.part = part;
    this.requester = requester;
    this.paginator = paginator;
    this.selector = selector;
    this.dialect = dialect;
    this.firstPageOnlyOptions =
        part.flag("ignore_stream_slicer_parameters_on_paginated_requests", false);
    this.restartsOnReset = part.has("pagination_reset");
  }

  /**
   * As written.
   *
   * @param part a {@code SimpleRetriever}
   * @param context what the connector's requesters share
   * @param selector makes records of responses
   * @param cachedByDefault whether answers are remembered unless {@code use_cache} says otherwise:
   *     true for parent streams
   */
  public static SimpleRetriever of(
      Part part, RequestContext context, Selector selector, boolean cachedByDefault) {
    if (!part.type().equals("SimpleRetriever")) {
      throw part.unsupported("retriever");
    }
    refuseUnknownDecoder(part);
    refuseUnknownReset(part);
    return new SimpleRetriever(
        part,
        HttpRequester.of(part.part("requester"), context, cachedByDefault),
        Paginator.of(part.optionalPart("paginator"), context),
        selector,
        context.dialect());
  }

  /**
   * Reads a slice until it ends or the listener pauses it.
   *
   * @param slice what to read
   * @param sliceOptions what router and cursor want in each request
   * @param from where an earlier read was paused, or {@link Progress#START}
   * @param listener gets each page before the next one is asked for
   * @return where it stopped
   * @throws RequestFailure when a request is given up
   */
  public Progress read(
      Slice slice, RequestOptions sliceOptions, Progress from, PageListener listener) {
    try {
      return pages(slice, sliceOptions, from, listener);
    } catch (PaginationResetRequired e) {
      if (!restartsOnReset) {
        throw resetFailure(e);
      }
    } catch (TemplateException e) {
      throw templateFailure(e);
    }
    try {
      return pages(slice, sliceOptions, Progress.START, listener);
    } catch (PaginationResetRequired e) {
      throw resetFailure(e);
    } catch (TemplateException e) {
      throw templateFailure(e);
    }
  }

  private Progress pages(
      Slice slice, RequestOptions sliceOptions, Progress from, PageListener listener) {
    Standstill standstill =
        new Standstill(part, dialect, requester.isCached(), SeenPages.of(from.seen()));
    @Nullable Object token = tokenOf(from);
    boolean keep = false;
    while (true) {
      @Nullable Map<String, @Nullable Object> wrapped = wrapped(token);
      Call call =
          requester.prepare(
              slice, wrapped, paginator.path(token).orElse(null), options(token, sliceOptions));
      Response response;
      try {
        response = requester.send(call);
      } catch (RequestFailure e) {
        if (keep && e.fault() instanceof Unavailable) {
          return new Progress(false, token, standstill.seen().json(), e.fault());
        }
        throw e;
      }
      if (!response.answer().ok()) {
        return Progress.END;
      }
      List<@Nullable Object> elements = response.elements();
      Selected selected = selector.select(elements, slice, wrapped);
      standstill.check(call, token, response.answer(), selected.extracted());
      Next next = listener.page(selected);
      if (next == Next.END) {
        return Progress.END;
      }
      @Nullable Object following = paginator.nextToken(facts(response, elements, selected, token));
      if (!Values.truthy(following)) {
        return Progress.END;
      }
      if (next == Next.PAUSE) {
        return new Progress(false, following, standstill.seen().json());
      }
      token = following;
      keep = dialect.keepsPagesBeforeAFault();
    }
  }

  private @Nullable Object tokenOf(Progress from) {
    return from.resumeToken() == null ? paginator.initialToken() : from.resumeToken();
  }

  private RequestOptions options(@Nullable Object token, RequestOptions sliceOptions) {
    RequestOptions options = RequestOptions.empty();
    paginator.addOptions(options, token);
    if (token == null || !firstPageOnlyOptions) {
      new OptionMerge(part.pointer()).add(options, sliceOptions);
    }
    return options;
  }

  private static PageFacts facts(
      Response response,
      List<@Nullable Object> elements,
      Selected selected,
      @Nullable Object token) {
    List<Map<String, @Nullable Object>> records = selected.records();
    return new PageFacts(
        elements.getFirst(),
        response.answer().headers(),
        selected.extracted(),
        records.size(),
        records.isEmpty() ? null : records.getLast(),
        token);
  }

  private static @Nullable Map<String, @Nullable Object> wrapped(@Nullable Object token) {
    if (token == null) {
      return null;
    }
    Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
    wrapped.put(TOKEN, token);
    return wrapped;
  }

  private RequestFailure templateFailure(TemplateException e) {
    return new RequestFailure(
        new Misconfigured(
            "manifest.template_failed",
            part.pointer(),
            String.valueOf(e.getMessage()),
            "correct the template, or make it allow for a missing value"),
        FailureType.SYSTEM_ERROR,
        String.valueOf(e.getMessage()));
  }

  private static RequestFailure resetFailure(PaginationResetRequired e) {
    return new RequestFailure(
        new Misconfigured(
            "paging.reset",
            String.valueOf(e.getMessage()),
            "the API asks again and again to start from the first page",
            "add pagination_reset or narrow the response filter that asks for it"),
        FailureType.SYSTEM_ERROR,
        "PaginationResetRequiredException");
  }

  private static void refuseUnknownDecoder(Part part) {
    Optional<Part> decoder = part.optionalPart("decoder");
    if (decoder.isPresent() && !decoder.get().type().equals("JsonDecoder")) {
      throw decoder.get().unsupported("decoder");
    }
  }

  private static void refuseUnknownReset(Part part) {
    Optional<Part> reset = part.optionalPart("pagination_reset");
    if (reset.isPresent()
        && (reset.get().has("limits") || !reset.get().text("action").equals("RESET"))) {
      throw reset.get().wrong("action", "'RESET' without limits", reset.get().raw("action"));
    }
  }

  /**
   * Where a read stopped.
   *
   * @param ended whether the slice was read to its end
   * @param resumeToken where to go on otherwise; a JSON value
   * @param seen what to know then of the pages so far, a JSON object; null = nothing
   * @param fault what was in the way of the next page; null = nothing
   */
  public record Progress(
      boolean ended,
      @Nullable Object resumeToken,
      @Nullable Map<?, ?> seen,
      @Nullable Fault fault) {
    /** Before the first page. */
    public static final Progress START = new Progress(false, null, null, null);

    static final Progress END = new Progress(true, null, null, null);

    /** With nothing in the way of the next page. */
    public Progress(boolean ended, @Nullable Object resumeToken, @Nullable Map<?, ?> seen) {
      this(ended, resumeToken, seen, null);
    }
  }
}
