package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport.Stored;
import dev.eider.plan.ConnectorPlan;
import dev.eider.step.VerifyVectors;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Comparisons of stores that play a script. */
final class ScriptedVectors implements VerifyVectors {
  final List<String> log = new CopyOnWriteArrayList<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();

  /** A store of this type misses three entries. */
  ScriptedVectors misses(String store) {
    missing.add(store);
    return this;
  }

  ScriptedVectors breaks(String store) {
    broken.add(store);
    return this;
  }

  @Override
  public Stored vectors(Request request) {
    ConnectorPlan at = Objects.requireNonNull(request.task().embed()).stores().get(request.store());
    String store = at.type();
    log.add(request.task().stream() + " in " + store + (request.mend() ? ", mending" : ""));
    if (broken.contains(store)) {
      Problem problem = new Problem("test.scripted", store, "as the script says", "wait");
      throw ApplicationFailure.newNonRetryableFailure(
          problem.line(),
          FaultKind.DENIED.wireName(),
          new FaultReport(FaultKind.DENIED, problem, null));
    }
    long gone = missing.contains(store) ? 3 : 0;
    return new Stored(store, "c", gone == 0, 10, 10, gone, 0, 0, 0, 0, 0, 0, 0, List.of(), null);
  }
}
