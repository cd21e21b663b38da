package dev.eider.cli;

import dev.eider.outcome.FaultKind;
import dev.eider.outcome.FaultReport;
import dev.eider.outcome.Outcome;
import dev.eider.outcome.StreamReport;
import dev.eider.outcome.SyncReport;
import dev.eider.outcome.VerifyReport;
import java.util.Objects;
import java.util.stream.Stream;

/** What the process says when it ends; {@code eider help exit-codes} prints this table. */
enum ExitCode {
  DONE(0, "done", "-"),
  FAILED(1, "the sync failed", "Defect, or too many Rejected"),
  WRONG(2, "what you asked is wrong: usage, plan, manifest", "Misconfigured"),
  WORLD(
      3,
      "the world around is not there: secret missing or refused, source, destination or server"
          + " unreachable",
      "Denied, Unavailable when given up"),
  PARTIAL(
      4,
      "finished, but rows were set aside, some streams failed, or a comparison found differences",
      "Rejected"),
  PARKED(5, "a stream waits for approval: the sync goes on once you approve or reject", "-"),
  INTERRUPTED(130, "interrupted: the cli detached, the sync goes on", "-");

  private final int number;
  private final String means;
  private final String faults;

  ExitCode(int number, String means, String faults) {
    this.number = number;
    this.means = means;
    this.faults = faults;
  }

  int number() {
    return number;
  }

  String means() {
    return means;
  }

  String faults() {
    return faults;
  }

  static ExitCode of(FaultKind kind) {
    return switch (kind) {
      case MISCONFIGURED -> WRONG;
      case DENIED, UNAVAILABLE -> WORLD;
      case REJECTED, DEFECT -> FAILED;
    };
  }

  static ExitCode of(SyncReport report) {
    return switch (report.outcome()) {
      case RUNNING -> DONE;
      case DONE -> report.total().setAside() > 0 ? PARTIAL : DONE;
      case PARTIAL -> PARTIAL;
      case CANCELLED -> FAILED;
      case FAILED -> firstFault(report);
    };
  }

  static ExitCode of(VerifyReport report) {
    return VerifyText.faults(report)
        .findFirst()
        .map(fault -> of(fault.kind()))
        .orElse(report.equal() ? DONE : PARTIAL);
  }

  private static ExitCode firstFault(SyncReport report) {
    Stream<FaultReport> streams =
        report.streams().stream()
            .filter(stream -> stream.outcome() == Outcome.FAILED)
            .map(StreamReport::fault)
            .filter(Objects::nonNull);
    return Stream.concat(Stream.ofNullable(report.fault()), streams)
        .findFirst()
        .map(fault -> of(fault.kind()))
        .orElse(FAILED);
  }
}
