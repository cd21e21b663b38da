package dev.eider.flow;

import dev.eider.outcome.Counts;
import dev.eider.plan.Detection;
import dev.eider.plan.ReadMode;
import dev.eider.plan.StreamTask;
import dev.eider.plan.WriteMode;
import dev.eider.step.Sweep;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Removes the rows that are gone, unless that is too much to do unasked. */
final class Sweeping {
  private final StreamTask task;
  private final Patience patience;
  private final Approval approval;

  Sweeping(StreamTask task, Patience patience, Approval approval) {
    this.task = task;
    this.patience = patience;
    this.approval = approval;
  }

  /** Whether a stream read like this tells what is gone: only a complete read does. */
  static boolean follows(StreamTask task) {
    return task.write() instanceof WriteMode.Mirror mirror
        && task.mode() == mirror.pass()
        && mirror.detection() != Detection.NEVER;
  }

  /**
   * Surveys, asks where it must, removes.
   *
   * @param request what was read
   * @param read what the read did: one that set rows aside does not know all keys
   */
  Swept run(Sweep.Request request, Counts read) {
    if (task.mode() == ReadMode.FULL_REFRESH && read.setAside() > 0) {
      return Swept.left(
          "nothing was deleted: "
              + read.setAside()
              + " rows of this read were set aside, so it is not known to be complete");
    }
    WriteMode.Mirror mirror = (WriteMode.Mirror) task.write();
    Sweep.Found found =
        patience.insistOn(
            () -> Verbs.sweep("compare " + task.stream() + " with its source").survey(request));
    if (found.gone() == 0) {
      return Swept.NOTHING;
    }
    if (mirror.fuse().blows(found.gone(), found.present())
        && !approval.asked("mirror.many_gone", text(found))) {
      return Swept.left("rejected: " + found.gone() + " rows gone at the source were kept");
    }
    String summary = "delete " + found.gone() + " rows of " + task.stream();
    return new Swept(true, patience.insistOn(() -> Verbs.sweep(summary).remove(request)), null);
  }

  private static String text(Sweep.Found found) {
    return found.gone() == found.present()
        ? String.format(
            Locale.ROOT,
            "all %,d rows of the table are gone at the source; approve to delete them",
            found.present())
        : String.format(
            Locale.ROOT,
            "%,d of %,d rows are gone at the source; approve to delete them",
            found.gone(),
            found.present());
  }

  /**
   * What came of it.
   *
   * @param done nothing that is gone is left
   * @param counts rows removed
   * @param note why they were not, where they were not
   */
  record Swept(boolean done, Counts counts, @Nullable String note) {
    static final Swept NOTHING = new Swept(true, Counts.NONE, null);

    static Swept left(String note) {
      return new Swept(false, Counts.NONE, note);
    }
  }
}
