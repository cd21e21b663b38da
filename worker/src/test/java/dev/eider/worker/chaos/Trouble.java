package dev.eider.worker.chaos;

import java.util.Locale;

/** What goes wrong, how often it is drawn, and whether it is a kill that is counted. */
enum Trouble {
  KILL_WORKER(40, true),
  KILL_IN_COMMIT(16, true),
  KILL_SERVER(14, true),
  STOP_WORKER(3, false),
  STOP_SERVER(2, false),
  STAGING_FULL(2, false),
  DESTINATION_FULL(3, false),
  DESTINATION_READ_ONLY(2, false),
  ANSWER_500(2, false),
  ANSWER_429(2, false),
  BODY_CUT(2, false),
  SLOW_DRIP(2, false),
  CONNECTION_RESET(2, false),
  DESTINATION_LOCKED(3, false),
  OUT_OF_MEMORY(2, false),
  CLOCK_WRONG(2, false);

  private final int weight;
  private final boolean kill;

  Trouble(int weight, boolean kill) {
    this.weight = weight;
    this.kill = kill;
  }

  int weight() {
    return weight;
  }

  boolean isKill() {
    return kill;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
