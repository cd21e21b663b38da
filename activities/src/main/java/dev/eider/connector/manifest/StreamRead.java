package dev.eider.connector.manifest;

import dev.eider.connector.manifest.cursor.Cursor;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.Dialect;
import dev.eider.connector.manifest.request.PageListener.Next;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestFailure;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.connector.manifest.request.SimpleRetriever;
import dev.eider.connector.manifest.request.SimpleRetriever.Progress;
import dev.eider.connector.manifest.select.Selector.Selected;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.Position;
import dev.eider.record.JsonText;
import dev.eider.record.RowSink;
import dev.eider.template.TemplateException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One read of a stream, slice by slice and page by page, from where it stopped last. A slice that
 * fails ends the read; like the reference, a replay goes on with the next one.
 */
final class StreamRead {
  private final StreamModel model;
  private final Cursor cursor;
  private final SimpleRetriever retriever;
  private final Dialect dialect;
  private final ReadState begin;
  private final Clock clock;
  private final RowSink sink;
  private final List<RuntimeException> faults = new ArrayList<>();
  private final boolean feed;
  private int slice;
  private int page;
  private boolean full;
  private @Nullable Position stop;

  /**
   * A read.
   *
   * @param model the stream
   * @param cursor of this read, as its beginning had it
   * @param context what its requests share
   * @param begin where it goes on
   * @param clock tells until when the other side asked to be left alone
   * @param sink where rows go
   */
  StreamRead(
      StreamModel model,
      Cursor cursor,
      RequestContext context,
      ReadState begin,
      Clock clock,
      RowSink sink) {
    this.model = model;
    this.cursor = cursor;
    this.retriever = model.retriever(cursor, context);
    this.dialect = context.dialect();
    this.feed = model.isDataFeed();
    this.begin = begin;
    this.clock = clock;
    this.sink = sink;
  }

  /** What went wrong in slices that were given up; always empty in a sync. */
  List<RuntimeException> faults() {
    return faults;
  }

  /** Reads on until the sink has enough or the stream ends. */
  Position run() {
    Iterator<Slice> slices = cursor.slices();
    while (slice < begin.slice() && slices.hasNext()) {
      slices.next();
      slice++;
    }
    boolean more = slices.hasNext();
    if (begin.cursor() != null) {
      cursor.restore(begin.cursor());
    }
    Progress from = new Progress(false, begin.token(), begin.seen());
    page = begin.page();
    while (more) {
      Slice current = slices.next();
      more = slices.hasNext();
      boolean goesOn = slice(current, from, !more);
      if (stop != null) {
        return stop;
      }
      slice++;
      page = 0;
      if (!goesOn) {
        return at(Progress.START);
      }
      from = Progress.START;
    }
    if (faults.isEmpty()) {
      cursor.finish();
    }
    return Position.end(JsonText.of(cursor.state()));
  }

  /** Whether the read goes on; otherwise {@link #stop} says where it stopped. */
  private boolean slice(Slice current, Progress from, boolean last) {
    full = false;
    boolean pages = false;
    try {
      RequestOptions options = RequestOptions.empty();
      cursor.options(current, options);
      int before = page;
      Progress progress = retriever.read(current, options, from, got -> page(current, got));
      if (!progress.ended()) {
        stop = at(progress);
        return false;
      }
      pages = page > before;
      cursor.close(current);
    } catch (RequestFailure | Fault | TemplateException | IllegalArgumentException e) {
      giveUp(current, e);
    }
    if (!pages) {
      full = sink.pageDone(words());
    }
    return !full || last;
  }

  private void giveUp(Slice current, RuntimeException e) {
    if (dialect == Dialect.LIVE) {
      throw e instanceof RequestFailure failure ? failure.fault() : named(e);
    }
    cursor.abandon(current);
    faults.add(e instanceof RequestFailure ? e : named(e));
  }

  private Next page(Slice current, Selected selected) {
    List<Map<String, @Nullable Object>> records = selected.records();
    boolean old = false;
    for (Map<String, @Nullable Object> record : records) {
      old = feed && !cursor.isNew(current, record);
      if (!old) {
        cursor.observe(current, record);
        sink.row(record);
      }
    }
    page++;
    full = sink.pageDone(words());
    return old ? Next.END : full ? Next.PAUSE : Next.GO_ON;
  }

  private Position at(Progress progress) {
    ReadState reached =
        new ReadState(
            begin.now(),
            begin.from(),
            slice,
            page,
            progress.resumeToken(),
            cursor.snapshot(),
            progress.seen(),
            Pause.asked(progress.fault(), clock.instant()));
    return Position.within(JsonText.of(cursor.state()), reached.json());
  }

  private String words() {
    return "slice " + (slice + 1) + ", page " + page;
  }

  private RuntimeException named(RuntimeException e) {
    return e instanceof Fault
        ? e
        : new Misconfigured(
            "manifest.template_failed",
            model.name() + " " + model.part().pointer(),
            String.valueOf(e.getMessage()),
            null);
  }
}
