package dev.eider.flow;

import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.outcome.VerifyReport.Stored;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamTask;
import dev.eider.step.VerifyVectors;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The stores of streams, compared one by one with the ledgers of their vectors. */
final class VerifyingVectors {
  private final VerifyWorkflow.Request request;
  private final String queue;
  private final Patience patience;

  VerifyingVectors(VerifyWorkflow.Request request, String queue, Patience patience) {
    this.request = request;
    this.queue = queue;
    this.patience = patience;
  }

  /** All stores of a stream; one that cannot be compared does not stop the others. */
  List<Stored> of(StreamTask task) {
    EmbedPlan plan = task.embed();
    if (plan == null) {
      return List.of();
    }
    List<Stored> stores = new ArrayList<>();
    for (int i = 0; i < plan.stores().size(); i++) {
      stores.add(compared(task, plan.stores().get(i), i));
    }
    return stores;
  }

  private Stored compared(StreamTask task, ConnectorPlan at, int store) {
    String sync = request.plan().name();
    String where = task.stream() + " in " + at.type();
    VerifyVectors.Request what =
        new VerifyVectors.Request(sync, request.plan().destination(), task, store, request.mend());
    try {
      return patience.insistOn(
          () -> Verbs.verifyVectors("compare vectors of " + where, queue).vectors(what));
    } catch (TemporalFailure failure) {
      if (Blame.isCancelled(failure)) {
        throw failure;
      }
      String collection = EmbedPlan.collection(at, sync, task.stream());
      return Stored.not(at.type(), collection, Blame.of(failure, task.stream()));
    }
  }

  /** Rows and vectors alike. */
  static boolean isEqual(Compared stream) {
    return stream.equal() && stream.stores().stream().allMatch(Stored::equal);
  }

  /** What a stream's stores do not agree with, for a sync's report. */
  static List<Problem> notes(Compared stream) {
    List<Problem> notes = new ArrayList<>();
    for (Stored store : stream.stores()) {
      String where = stream.stream() + " in " + store.store();
      @Nullable FaultReport fault = store.fault();
      if (fault != null) {
        notes.add(
            new Problem(
                "verify.not_done",
                where,
                "vectors were not compared: " + fault.problem().message(),
                fault.problem().fix()));
      } else if (!store.equal()) {
        notes.add(
            new Problem(
                "verify.vectors", where, words(store), "run eider verify --mend, then the sync"));
      }
    }
    return notes;
  }

  private static String words(Stored store) {
    return String.format(
        Locale.ROOT,
        "rows and collection '%s' differ: %,d entries missing, %,d surplus, %,d changed; %,d rows"
            + " without vectors, %,d documents without rows",
        store.collection(),
        store.missing(),
        store.surplus(),
        store.stale(),
        store.waiting(),
        store.gone());
  }
}
