package dev.eider.flow;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Problem;
import dev.eider.outcome.VerifyReport.Compared;
import dev.eider.plan.ConnectorPlan;
import dev.eider.step.Verify;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Comparisons that play a script. */
final class ScriptedVerify implements Verify {
  final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> read = new ArrayList<>();
  private final Set<String> different = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();

  /** A stream whose source has no digests. */
  ScriptedVerify reads(String stream) {
    read.add(stream);
    return this;
  }

  ScriptedVerify differs(String stream) {
    different.add(stream);
    return this;
  }

  ScriptedVerify breaks(String stream) {
    broken.add(stream);
    return this;
  }

  @Override
  public Prepared prepare(Prepare request) {
    log.add("prepare " + request.tasks().size());
    return new Prepared(new ConnectorPlan("scratch", Map.of()), List.copyOf(read));
  }

  @Override
  public Compared verify(Request request) {
    String stream = request.task().stream();
    log.add("verify " + stream + (request.scratch() == null ? "" : " from scratch"));
    if (broken.contains(stream)) {
      Problem problem = new Problem("test.scripted", stream, "as the script says", "wait");
      throw ApplicationFailure.newNonRetryableFailure(
          problem.line(),
          FaultKind.DENIED.wireName(),
          new FaultReport(FaultKind.DENIED, problem, null));
    }
    boolean equal = !different.contains(stream);
    return new Compared(
        stream,
        request.task().table(),
        equal,
        10,
        10,
        equal ? 0 : 3,
        0,
        0,
        0,
        equal ? null : "/keys",
        null);
  }

  @Override
  public void discard(String sync) {
    log.add("discard " + sync);
  }
}
