package dev.eider.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions.
 *
 * @param frame the names they see
 */
record Interpreter(Frame frame) {

  @Nullable Object eval(Expr expr) {
    return switch (expr) {
      case Expr.Const constant -> constant.value();
      case Expr.Name name -> frame.get(name.name());
      case Expr.ListOf list -> all(list.items());
      case Expr.TupleOf tuple -> Tuple.of(all(tuple.items()));
      case Expr.DictOf dict -> dict(dict);
      case Expr.Attribute attribute -> Access.attribute(eval(attribute.of()), attribute.name());
      case Expr.Item item -> Access.item(eval(item.of()), eval(item.key()));
      case Expr.Slice slice -> slice(slice);
      case Expr.Call call -> frame.made(call(call));
      case Expr.Filter filter -> filter(filter, filter.of() == null ? null : eval(filter.of()));
      case Expr.Test test -> test(test);
      case Expr.Negative negative -> Arithmetic.negate(eval(negative.of()));
      case Expr.Positive positive -> Arithmetic.positive(eval(positive.of()));
      case Expr.Binary binary ->
          frame.made(
              Arithmetic.apply(binary.operator(), eval(binary.left()), eval(binary.right())));
      case Expr.Concat concat -> frame.made(concat(concat));
      case Expr.Compare compare -> compare(compare);
      case Expr.And and -> {
        Object left = eval(and.left());
        yield Values.truthy(left) ? eval(and.right()) : left;
      }
      case Expr.Or or -> {
        Object left = eval(or.left());
        yield Values.truthy(left) ? left : eval(or.right());
      }
      case Expr.Not not -> !Values.truthy(eval(not.of()));
      case Expr.Conditional choice -> conditional(choice);
    };
  }

  private List<@Nullable Object> all(List<Expr> items) {
    List<@Nullable Object> values = new ArrayList<>(items.size());
    for (Expr item : items) {
      values.add(eval(item));
    }
    return values;
  }

  private Object dict(Expr.DictOf dict) {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < dict.keys().size(); i++) {
      Dicts.put(map, eval(dict.keys().get(i)), eval(dict.values().get(i)));
    }
    return map;
  }

  private @Nullable Object slice(Expr.Slice slice) {
    Object of = eval(slice.of());
    Object from = slice.from() == null ? null : eval(slice.from());
    Object to = slice.to() == null ? null : eval(slice.to());
    Object step = slice.step() == null ? null : eval(slice.step());
    return frame.made(Slices.slice(of, from, to, step));
  }

  private @Nullable Object call(Expr.Call call) {
    if (call.callee() instanceof Expr.Attribute attribute) {
      Object receiver = eval(attribute.of());
      if (Methods.has(receiver, attribute.name())) {
        return Methods.call(receiver, attribute.name(), arguments(call.arguments()));
      }
      return callValue(Access.attribute(receiver, attribute.name()), call.arguments());
    }
    return callValue(eval(call.callee()), call.arguments());
  }

  private @Nullable Object callValue(@Nullable Object callee, Expr.Arguments arguments) {
    Args args = arguments(arguments);
    Undefined.refuse(callee);
    return switch (callee) {
      case Callable.Global global -> Globals.call(global.name(), args, frame);
      case Callable.Method method -> Methods.call(method.receiver(), method.name(), args);
      case null, default ->
          throw TemplateException.type("'" + Types.name(callee) + "' cannot be called");
    };
  }

  private Args arguments(Expr.Arguments arguments) {
    if (arguments.isEmpty()) {
      return Args.NONE;
    }
    List<@Nullable Object> positional = all(arguments.positional());
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.names().size(); i++) {
      named.put(arguments.names().get(i), eval(arguments.named().get(i)));
    }
    if (arguments.spread() != null) {
      positional.addAll(Iteration.list(eval(arguments.spread())));
    }
    if (arguments.spreadNamed() != null) {
      Object more = eval(arguments.spreadNamed());
      if (!(more instanceof Map<?, ?> map)) {
        throw TemplateException.type("expected a mapping after **");
      }
      map.forEach((key, value) -> named.put(Values.str(key), value));
    }
    return new Args(positional, named);
  }

  @Nullable Object filter(Expr.Filter filter, @Nullable Object value) {
    return frame.made(Filters.apply(filter.name(), value, arguments(filter.arguments()), frame));
  }

  /** Filters of a block, the innermost of which takes the block's text. */
  @Nullable Object filterBlock(Expr filter, String text) {
    if (!(filter instanceof Expr.Filter outer)) {
      throw new TemplateException("expected a filter");
    }
    return filter(outer, outer.of() == null ? text : filterBlock(outer.of(), text));
  }

  private boolean test(Expr.Test test) {
    return Checks.test(test.name(), eval(test.of()), arguments(test.arguments()));
  }

  private String concat(Expr.Concat concat) {
    StringBuilder out = new StringBuilder();
    for (Expr part : concat.parts()) {
      out.append(Values.str(eval(part)));
      Limits.text(out.length());
    }
    return out.toString();
  }

  private boolean compare(Expr.Compare compare) {
    Object left = eval(compare.first());
    for (int i = 0; i < compare.operators().size(); i++) {
      Object right = eval(compare.others().get(i));
      if (!Comparison.holds(compare.operators().get(i), left, right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private @Nullable Object conditional(Expr.Conditional choice) {
    if (Values.truthy(eval(choice.test()))) {
      return eval(choice.yes());
    }
    return choice.no() == null
        ? new Undefined("the inline if-expression was false and has no else")
        : eval(choice.no());
  }
}
