package dev.eider.cli.syncfile;

import dev.eider.outcome.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything found in one file, so that it is told at once and in the order of its lines. */
final class Findings {
  private record Found(int line, Problem problem) {}

  private final List<Found> problems = new ArrayList<>();
  private final List<Found> notes = new ArrayList<>();

  void problem(Place place, String code, String message, @Nullable String fix) {
    problems.add(new Found(place.line(), new Problem(code, place.words(), message, fix)));
  }

  void note(Place place, String code, String message, @Nullable String fix) {
    notes.add(new Found(place.line(), new Problem(code, place.words(), message, fix)));
  }

  List<Problem> problems() {
    return inOrder(problems);
  }

  List<Problem> notes() {
    return inOrder(notes);
  }

  private static List<Problem> inOrder(List<Found> found) {
    return found.stream()
        .sorted(Comparator.comparingInt(Found::line))
        .map(Found::problem)
        .distinct()
        .toList();
  }
}
