package dev.eider.cli;

import dev.eider.cli.syncfile.InvalidSyncFile;
import dev.eider.outcome.Problem;
import dev.eider.plan.SyncPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code eider doctor}: what is there, what is not, what to do. */
@Command(
    name = "doctor",
    description = {
      "Look at JDK, disk, server, worker and secrets.",
      "With a sync file: also at its problems, its secrets and the locks of its destination."
    })
final class DoctorCommand extends Verb {
  private static final int OLDEST_JDK = 21;
  private static final long LEAST_FREE = 1L << 30;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "a sync file")
  @Nullable Path file;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  DoctorCommand(Surroundings around) {
    super(around);
  }

  @Override
  ExitCode run(Printer printer) {
    List<LocalMode.Finding> findings = new ArrayList<>(List.of(java(), home()));
    Optional<LocalMode> local = around().local().get();
    if (local.isPresent()) {
      findings.addAll(local.get().doctor(connection.environment(around())));
    } else {
      findings.add(
          new LocalMode.Finding("worker module", false, "not on the class path", "install it"));
    }
    boolean wrong = file != null && !file(file, local, findings, printer);
    printer.data(findings, () -> text(findings));
    if (wrong) {
      return ExitCode.WRONG;
    }
    return findings.stream().allMatch(LocalMode.Finding::ok) ? ExitCode.DONE : ExitCode.WORLD;
  }

  /** Whether the file is sound; what its plan needs is only looked at then. */
  private boolean file(
      Path file, Optional<LocalMode> local, List<LocalMode.Finding> findings, Printer printer) {
    SyncPlan plan;
    try {
      plan = read(file, printer).plan();
    } catch (InvalidSyncFile invalid) {
      invalid.problems().forEach(problem -> findings.add(finding(problem)));
      return false;
    }
    findings.add(
        new LocalMode.Finding(
            "sync file",
            true,
            file + ", " + plan.source().type() + " → " + plan.destination().type(),
            null));
    Map<String, String> environment = connection.environment(around());
    LocalMode.Job job = PromptOptions.silent(around(), environment, plan, file);
    local.ifPresent(mode -> findings.addAll(mode.doctor(job)));
    return true;
  }

  private static LocalMode.Finding finding(Problem problem) {
    return new LocalMode.Finding(
        "sync file", false, problem.where() + ": " + problem.message(), problem.fix());
  }

  private static LocalMode.Finding java() {
    boolean ok = Runtime.version().feature() >= OLDEST_JDK;
    return new LocalMode.Finding(
        "JDK", ok, Runtime.version().toString(), ok ? null : "install JDK 21 or newer");
  }

  private LocalMode.Finding home() {
    Path home = EiderHome.of(connection.environment(around()));
    try {
      Files.createDirectories(home);
      long free = Files.getFileStore(home).getUsableSpace();
      boolean ok = Files.isWritable(home) && free >= LEAST_FREE;
      String found = home + ", " + (free >> 20) + " MiB free";
      return new LocalMode.Finding(
          "EIDER_HOME", ok, found, ok ? null : "make room there, or set EIDER_HOME elsewhere");
    } catch (IOException e) {
      return new LocalMode.Finding(
          "EIDER_HOME", false, home + ": " + e, "set EIDER_HOME to a folder you may write");
    }
  }

  private static String text(List<LocalMode.Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (LocalMode.Finding finding : findings) {
      text.append(finding.ok() ? "✓ " : "✗ ").append(finding.what()).append(": ");
      text.append(finding.found());
      if (finding.fix() != null) {
        text.append("\n    → ").append(finding.fix());
      }
      text.append('\n');
    }
    return text.toString().stripTrailing();
  }
}
