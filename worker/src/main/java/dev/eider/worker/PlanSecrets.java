package dev.eider.worker;

import dev.eider.fault.Fault.Denied;
import dev.eider.outcome.Problem;
import dev.eider.plan.SyncPlan;
import dev.eider.secret.PromptStore;
import dev.eider.secret.SecretStore;
import dev.eider.secret.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The secrets a plan refers to, looked up before anything is started. */
public final class PlanSecrets {
  private final Map<String, String> references = new LinkedHashMap<>();
  private final Secrets secrets;

  /**
   * Looks nothing up yet.
   *
   * @param settings of this process
   * @param plan whose references are meant
   * @param folder of the sync file, whose {@code .env} is looked at too
   * @param sourceOnly the destination will not be reached
   * @param ask asks the user for a secret that is nowhere else; null = nobody is there
   */
  public PlanSecrets(
      Settings settings,
      SyncPlan plan,
      Path folder,
      boolean sourceOnly,
      @Nullable Function<String, Optional<String>> ask) {
    references.putAll(Secrets.references(plan.source().options(), "/source"));
    if (!sourceOnly) {
      Secrets.references(plan.destination().options(), "/destination")
          .forEach(references::putIfAbsent);
    }
    List<SecretStore> last =
        ask == null ? List.of() : List.of(new PromptStore(references.keySet(), ask));
    this.secrets = Wiring.secrets(settings, List.of(folder), last);
  }

  /** Where they are looked up. */
  public Secrets secrets() {
    return secrets;
  }

  /** Looks every one of them up; a problem for each that is nowhere. */
  public List<Problem> missing() {
    List<Problem> missing = new ArrayList<>();
    references.forEach(
        (name, where) -> {
          try {
            var unused = secrets.resolve("${secret:" + name + "}", where);
          } catch (Denied e) {
            missing.add(e.problem());
          }
        });
    return missing;
  }

  /** A line for each of them: where it was found, or what to do; never its value. */
  List<Diagnosis.Line> lines() {
    List<Diagnosis.Line> lines = new ArrayList<>();
    references.forEach(
        (name, where) -> {
          String what = "secret " + name;
          try {
            var unused = secrets.resolve("${secret:" + name + "}", where);
            String holder = secrets.holder(name).orElse("nowhere");
            lines.add(new Diagnosis.Line(what, true, "found in " + holder, null));
          } catch (Denied e) {
            lines.add(Diagnosis.Line.of(what, e.problem()));
          }
        });
    return lines;
  }
}
