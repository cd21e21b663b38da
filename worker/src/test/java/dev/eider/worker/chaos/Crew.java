package dev.eider.worker.chaos;

import dev.eider.worker.rig.Installation;
import dev.eider.worker.rig.Until;
import dev.eider.worker.rig.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The workers on duty: so many, whatever becomes of one. */
final class Crew {
  private static final Duration START = Duration.ofSeconds(60);

  private final Installation installation;
  private final int size;
  private final Map<String, String> environment;
  private final List<WorkerProcess> members = new ArrayList<>();

  Crew(Installation installation, int size, Map<String, String> environment) {
    this.installation = installation;
    this.size = size;
    this.environment = environment;
  }

  /** Puts a new worker in the place of each that is gone, and waits until one polls. */
  void fill() {
    members.removeIf(worker -> !worker.isAlive());
    while (members.size() < size) {
      members.add(installation.launchWorker(WorkerProcess.Making.usual(environment)));
    }
    Until.holds(
        "a worker that polls", START, () -> members.stream().anyMatch(WorkerProcess::isReady));
  }

  /** One of those that poll. */
  WorkerProcess one(int which) {
    fill();
    List<WorkerProcess> ready = members.stream().filter(WorkerProcess::isReady).toList();
    return ready.get(which % ready.size());
  }

  List<WorkerProcess> all() {
    return List.copyOf(members);
  }

  /** Out of the crew, and still a process. */
  WorkerProcess dismissed(int which) {
    WorkerProcess worker = one(which);
    members.remove(worker);
    return worker;
  }

  /** A worker with a heap of its own or a variable more, as a member. */
  WorkerProcess joined(String heap, Map<String, String> more) {
    members.removeIf(member -> !member.isAlive());
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    WorkerProcess worker = installation.launchWorker(new WorkerProcess.Making(heap, all));
    members.add(worker);
    return worker;
  }
}
