package dev.eider.template;

import dev.eider.template.Expr.Arguments;
import dev.eider.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind a value: brackets and parentheses.
 *
 * @param parser reads the expressions inside
 */
record SubscriptParser(ExprParser parser) {

  /** After an opening bracket: an index, a slice, or several as a tuple. */
  Expr subscript(Expr of) {
    List<Expr> keys = new ArrayList<>();
    while (!parser.current().operator("]")) {
      if (!keys.isEmpty()) {
        parser.expect(",");
      }
      keys.add(one(of));
    }
    if (keys.isEmpty()) {
      throw parser.failure("expected an index");
    }
    parser.expect("]");
    if (keys.size() > 1) {
      return new Expr.Item(of, new Expr.TupleOf(keys));
    }
    Expr only = keys.getFirst();
    return only instanceof Expr.Slice slice && slice.of() == of ? slice : new Expr.Item(of, only);
  }

  private Expr one(Expr of) {
    Expr from = parser.current().operator(":") ? null : parser.expression();
    if (from != null && !parser.current().operator(":")) {
      return from;
    }
    parser.expect(":");
    Expr to = bound();
    Expr step = parser.skip(":") ? bound() : null;
    return new Expr.Slice(of, from, to, step);
  }

  private @Nullable Expr bound() {
    Token token = parser.current();
    return token.operator(":") || token.operator("]") || token.operator(",")
        ? null
        : parser.expression();
  }

  /** From the opening to the closing parenthesis of a call. */
  Arguments arguments() {
    List<Expr> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Expr> named = new ArrayList<>();
    Expr spread = null;
    Expr spreadNamed = null;
    parser.expect("(");
    while (!parser.skip(")")) {
      if (parser.skip("**")) {
        spreadNamed = parser.expression();
      } else if (parser.skip("*")) {
        spread = parser.expression();
      } else if (parser.current().kind() == Kind.NAME && parser.ahead(1).operator("=")) {
        names.add(parser.next().text());
        parser.expect("=");
        named.add(parser.expression());
      } else if (names.isEmpty() && spreadNamed == null) {
        positional.add(parser.expression());
      } else {
        throw parser.failure("expected the positional arguments before the named ones");
      }
      if (!parser.current().operator(")")) {
        parser.expect(",");
      }
    }
    return new Arguments(positional, names, named, spread, spreadNamed);
  }
}
