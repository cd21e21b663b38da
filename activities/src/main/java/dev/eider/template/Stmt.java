package dev.eider.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of a template's text. */
sealed interface Stmt {

  record Plain(String text) implements Stmt {}

  record Output(Expr value) implements Stmt {}

  /**
   * {@code if … elif … else}.
   *
   * @param tests one for each body; a last body without a test is the else
   */
  record If(List<Expr> tests, List<List<Stmt>> bodies) implements Stmt {}

  record For(
      Target target, Expr items, @Nullable Expr condition, List<Stmt> body, List<Stmt> otherwise)
      implements Stmt {}

  record Assign(Target target, Expr value) implements Stmt {}

  /** {@code set x | filter} … {@code endset}. */
  record AssignBlock(Target target, @Nullable Expr filter, List<Stmt> body) implements Stmt {}

  record With(List<Target> targets, List<Expr> values, List<Stmt> body) implements Stmt {}

  record FilterBlock(Expr filter, List<Stmt> body) implements Stmt {}

  /** What an assignment or a loop writes to. */
  sealed interface Target {}

  record NameTarget(String name) implements Target {}

  record TupleTarget(List<Target> parts) implements Target {}

  /** A field of a namespace. */
  record FieldTarget(String name, String field) implements Target {}
}
