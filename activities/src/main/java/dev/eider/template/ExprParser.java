package dev.eider.template;

import dev.eider.template.Expr.Arguments;
import dev.eider.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads expressions; the order of precedence is Jinja's. */
class ExprParser extends TokenStream {
  private static final Map<String, String> COMPARISONS =
      Map.of("==", "==", "!=", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=");

  private int depth;

  ExprParser(List<Token> tokens) {
    super(tokens);
  }

  Expr expression() {
    if (++depth > Limits.DEPTH) {
      throw failure("expected at most " + Limits.DEPTH + " levels of nesting");
    }
    Expr result = or();
    while (skipName("if")) {
      Expr test = or();
      result = new Expr.Conditional(test, result, skipName("else") ? expression() : null);
    }
    depth--;
    return result;
  }

  /** An expression, or several with commas, which make a tuple. */
  Expr tuple(boolean conditional) {
    return tuple(conditional, false);
  }

  private Expr tuple(boolean conditional, boolean inParentheses) {
    List<Expr> items = new ArrayList<>();
    boolean comma = false;
    while (!tupleEnds()) {
      items.add(conditional ? expression() : or());
      comma = skip(",");
      if (!comma) {
        break;
      }
    }
    if (items.isEmpty() && !inParentheses) {
      throw failure("expected an expression but got '" + current().text() + "'");
    }
    return items.size() == 1 && !comma ? items.getFirst() : new Expr.TupleOf(items);
  }

  private boolean tupleEnds() {
    Kind kind = current().kind();
    return kind == Kind.OUTPUT_END
        || kind == Kind.BLOCK_END
        || current().operator(")")
        || current().name("in");
  }

  private Expr or() {
    Expr left = and();
    while (skipName("or")) {
      left = new Expr.Or(left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (skipName("and")) {
      left = new Expr.And(left, not());
    }
    return left;
  }

  private Expr not() {
    return skipName("not") ? new Expr.Not(not()) : compare();
  }

  private Expr compare() {
    Expr first = sum();
    List<String> operators = new ArrayList<>();
    List<Expr> others = new ArrayList<>();
    for (String operator = comparison(); operator != null; operator = comparison()) {
      operators.add(operator);
      others.add(sum());
    }
    return operators.isEmpty() ? first : new Expr.Compare(first, operators, others);
  }

  private @Nullable String comparison() {
    if (current().kind() == Kind.OPERATOR && COMPARISONS.containsKey(current().text())) {
      return next().text();
    }
    if (skipName("in")) {
      return "in";
    }
    if (current().name("not") && ahead(1).name("in")) {
      next();
      next();
      return "not in";
    }
    return null;
  }

  private Expr sum() {
    Expr left = concat();
    while (current().operator("+") || current().operator("-")) {
      left = new Expr.Binary(next().text(), left, concat());
    }
    return left;
  }

  private Expr concat() {
    Expr first = product();
    List<Expr> parts = new ArrayList<>(List.of(first));
    while (skip("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? first : new Expr.Concat(parts);
  }

  private Expr product() {
    Expr left = power();
    while (current().kind() == Kind.OPERATOR
        && List.of("*", "/", "//", "%").contains(current().text())) {
      left = new Expr.Binary(next().text(), left, power());
    }
    return left;
  }

  private Expr power() {
    Expr left = unary(true);
    while (skip("**")) {
      left = new Expr.Binary("**", left, unary(true));
    }
    return left;
  }

  private Expr unary(boolean filters) {
    if (++depth > Limits.DEPTH) {
      throw failure("expected at most " + Limits.DEPTH + " levels of nesting");
    }
    Expr result =
        skip("-")
            ? new Expr.Negative(unary(false))
            : skip("+") ? new Expr.Positive(unary(false)) : primary();
    result = postfix(result);
    depth--;
    return filters ? filtersAndTests(result) : result;
  }

  private Expr primary() {
    Token token = next();
    return switch (token.kind()) {
      case NAME ->
          switch (token.text()) {
            case "true", "True" -> new Expr.Const(true);
            case "false", "False" -> new Expr.Const(false);
            case "none", "None" -> new Expr.Const(null);
            default -> new Expr.Name(token.text());
          };
      case STRING -> {
        StringBuilder text = new StringBuilder(token.text());
        while (current().kind() == Kind.STRING) {
          text.append(next().text());
        }
        yield new Expr.Const(text.toString());
      }
      case INTEGER, FLOAT -> new Expr.Const(NumberText.parse(token.text()));
      case OPERATOR -> display(token);
      case DATA, OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, END -> throw unexpected(token);
    };
  }

  private Expr display(Token token) {
    return switch (token.text()) {
      case "(" -> {
        Expr inner = tuple(true, true);
        expect(")");
        yield inner;
      }
      case "[" -> new Expr.ListOf(list("]"));
      case "{" -> dict();
      default -> throw unexpected(token);
    };
  }

  private List<Expr> list(String end) {
    List<Expr> items = new ArrayList<>();
    while (!current().operator(end)) {
      if (!items.isEmpty()) {
        expect(",");
      }
      if (!current().operator(end)) {
        items.add(expression());
      }
    }
    expect(end);
    return items;
  }

  private Expr dict() {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!current().operator("}")) {
      if (!keys.isEmpty()) {
        expect(",");
      }
      if (!current().operator("}")) {
        keys.add(expression());
        expect(":");
        values.add(expression());
      }
    }
    expect("}");
    return new Expr.DictOf(keys, values);
  }

  private Expr postfix(Expr start) {
    Expr result = start;
    while (true) {
      if (skip(".")) {
        Token token = next();
        result =
            switch (token.kind()) {
              case NAME -> new Expr.Attribute(result, token.text());
              case INTEGER -> new Expr.Item(result, new Expr.Const(NumberText.parse(token.text())));
              default -> throw unexpected(token);
            };
      } else if (skip("[")) {
        result = new SubscriptParser(this).subscript(result);
      } else if (current().operator("(")) {
        result = new Expr.Call(result, arguments());
      } else {
        return result;
      }
    }
  }

  private Expr filtersAndTests(Expr start) {
    Expr result = start;
    while (true) {
      if (current().operator("|")) {
        result = filters(result);
      } else if (skipName("is")) {
        result = test(result);
      } else if (current().operator("(")) {
        result = new Expr.Call(result, arguments());
      } else {
        return result;
      }
    }
  }

  /** All filters that follow. */
  Expr filters(@Nullable Expr start) {
    Expr result = start;
    while ((start == null && result == null) || skip("|")) {
      result = filter(result);
    }
    return java.util.Objects.requireNonNull(result);
  }

  private Expr filter(@Nullable Expr of) {
    String name = dotted();
    if (!Filters.NAMES.contains(name)) {
      throw failure("no filter named '" + name + "'");
    }
    return new Expr.Filter(of, name, current().operator("(") ? arguments() : Arguments.NONE);
  }

  private Expr test(Expr of) {
    boolean negated = skipName("not");
    String name = dotted();
    if (!Checks.NAMES.contains(name)) {
      throw failure("no test named '" + name + "'");
    }
    Arguments arguments = Arguments.NONE;
    if (current().operator("(")) {
      arguments = arguments();
    } else if (startsOperand()) {
      Expr operand = postfix(primary());
      arguments = new Arguments(List.of(operand), List.of(), List.of(), null, null);
    }
    Expr result = new Expr.Test(of, name, arguments);
    return negated ? new Expr.Not(result) : result;
  }

  Arguments arguments() {
    return new SubscriptParser(this).arguments();
  }
}
