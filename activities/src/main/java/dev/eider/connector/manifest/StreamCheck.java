package dev.eider.connector.manifest;

import dev.eider.connector.manifest.cursor.Cursor;
import dev.eider.connector.manifest.partition.Slice;
import dev.eider.connector.manifest.request.PageListener.Next;
import dev.eider.connector.manifest.request.RequestContext;
import dev.eider.connector.manifest.request.RequestFailure;
import dev.eider.connector.manifest.request.RequestOptions;
import dev.eider.connector.manifest.request.SimpleRetriever;
import dev.eider.fault.Fault;
import dev.eider.fault.Fault.Defect;
import dev.eider.fault.Fault.Denied;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.fault.Fault.Rejected;
import dev.eider.fault.Fault.Unavailable;
import dev.eider.outcome.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;

/** Sees whether a stream answers: its first slice up to the first record. */
final class StreamCheck {
  private StreamCheck() {}

  /** Throws the fault that stands in the way. */
  static void check(StreamModel model, RequestContext context, Instant now) {
    Cursor cursor = model.cursor(context, now, Map.of(), Duration.ZERO);
    Iterator<Slice> slices = cursor.slices();
    if (!slices.hasNext()) {
      throw new Misconfigured(
          "manifest.no_slices",
          model.name() + " " + model.part().pointer(),
          "expected at least one slice to check but there is none",
          "check the start date in config");
    }
    Slice slice = slices.next();
    RequestOptions options = RequestOptions.empty();
    cursor.options(slice, options);
    try {
      model
          .retriever(cursor, context)
          .read(
              slice,
              options,
              SimpleRetriever.Progress.START,
              page -> page.records().isEmpty() ? Next.GO_ON : Next.END);
    } catch (RequestFailure e) {
      throw named(model, e.fault());
    } catch (Fault e) {
      throw named(model, e);
    }
  }

  /** A check may read several streams: the fault says which. */
  private static Fault named(StreamModel model, Fault fault) {
    Problem found = fault.problem();
    Problem problem =
        new Problem(found.code(), model.name() + " " + found.where(), found.message(), found.fix());
    return switch (fault) {
      case Misconfigured m -> new Misconfigured(problem);
      case Denied d ->
          new Denied(problem.code(), problem.where(), problem.message(), problem.fix());
      case Unavailable u -> new Unavailable(problem, u.retryAfter().orElse(null), u.getCause());
      case Rejected r -> r;
      case Defect d -> d;
    };
  }
}
