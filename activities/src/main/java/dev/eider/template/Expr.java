package dev.eider.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One expression of a template. */
sealed interface Expr {

  record Const(@Nullable Object value) implements Expr {}

  record Name(String name) implements Expr {}

  record ListOf(List<Expr> items) implements Expr {}

  record TupleOf(List<Expr> items) implements Expr {}

  record DictOf(List<Expr> keys, List<Expr> values) implements Expr {}

  /** {@code a.b}: an attribute, else an item. */
  record Attribute(Expr of, String name) implements Expr {}

  /** {@code a[b]}: an item, else an attribute. */
  record Item(Expr of, Expr key) implements Expr {}

  record Slice(Expr of, @Nullable Expr from, @Nullable Expr to, @Nullable Expr step)
      implements Expr {}

  record Call(Expr callee, Arguments arguments) implements Expr {}

  /**
   * {@code a | b(…)}; inside a filter block there is no {@code a}.
   *
   * @param of what is filtered; null = the text of the block
   */
  record Filter(@Nullable Expr of, String name, Arguments arguments) implements Expr {}

  record Test(Expr of, String name, Arguments arguments) implements Expr {}

  record Negative(Expr of) implements Expr {}

  record Positive(Expr of) implements Expr {}

  record Binary(String operator, Expr left, Expr right) implements Expr {}

  record Concat(List<Expr> parts) implements Expr {}

  /** {@code a < b < c}: each operator with its right side. */
  record Compare(Expr first, List<String> operators, List<Expr> others) implements Expr {}

  record And(Expr left, Expr right) implements Expr {}

  record Or(Expr left, Expr right) implements Expr {}

  record Not(Expr of) implements Expr {}

  record Conditional(Expr test, Expr yes, @Nullable Expr no) implements Expr {}

  /**
   * What stands between the parentheses of a call.
   *
   * @param spread after {@code *}
   * @param spreadNamed after {@code **}
   */
  record Arguments(
      List<Expr> positional,
      List<String> names,
      List<Expr> named,
      @Nullable Expr spread,
      @Nullable Expr spreadNamed) {
    static final Arguments NONE = new Arguments(List.of(), List.of(), List.of(), null, null);

    boolean isEmpty() {
      return positional.isEmpty() && named.isEmpty() && spread == null && spreadNamed == null;
    }
  }
}
