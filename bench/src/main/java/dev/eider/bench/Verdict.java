package dev.eider.bench;

import java.util.Locale;

/**
 * One line of the report on changes.
 *
 * @param what was done
 * @param rows how many were looked at
 * @param found what was measured, with its unit
 * @param target what it is held against; empty = nothing
 * @param met whether it is kept
 * @param beside what to know of it
 */
record Verdict(String what, long rows, String found, String target, boolean met, String beside) {

  /** A figure that has a limit, both in the same unit. */
  static Verdict atMost(String what, long rows, double found, Target target, String beside) {
    boolean met = found <= target.most();
    return new Verdict(what, rows, target.said(found), "<= " + target.text(), met, beside);
  }

  /** A figure that is told and held against nothing. */
  static Verdict told(String what, long rows, String found, String beside) {
    return new Verdict(what, rows, found, "", true, beside);
  }

  void print() {
    String verdict = target.isEmpty() ? "" : "target " + target + (met ? "   met" : "   missed");
    System.out.println(
        String.format(
                Locale.ROOT, "%-34s %,12d rows %19s   %-38s %s", what, rows, found, verdict, beside)
            .stripTrailing());
  }

  /**
   * A limit.
   *
   * @param most the largest figure that keeps it
   * @param unit of the figure
   */
  record Target(double most, String unit) {
    String said(double figure) {
      return String.format(Locale.ROOT, "%.2f %s", figure, unit);
    }

    String text() {
      return String.format(Locale.ROOT, "%.0f %s", most, unit);
    }
  }
}
