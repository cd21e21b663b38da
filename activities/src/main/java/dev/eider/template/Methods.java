package dev.eider.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of Python's types that templates may call. */
final class Methods {
  private Methods() {}

  static boolean has(@Nullable Object receiver, String name) {
    return switch (receiver) {
      case null -> false;
      case String text -> StringMethods.NAMES.contains(name);
      case Map<?, ?> map -> DictMethods.NAMES.contains(name);
      case Tuple tuple -> name.equals("index") || name.equals("count");
      case List<?> list -> ListMethods.NAMES.contains(name);
      case Set<?> set -> ListMethods.SET_NAMES.contains(name);
      case byte[] bytes -> name.equals("decode") || name.equals("hex");
      case Double number -> name.equals("is_integer");
      case Loop loop -> name.equals("cycle") || name.equals("changed");
      default -> TimeMethods.has(receiver, name);
    };
  }

  static @Nullable Object call(@Nullable Object receiver, String name, Args args) {
    return switch (receiver) {
      case null -> throw TemplateException.type("None has no methods");
      case String text -> StringMethods.call(text, name, args);
      case Map<?, ?> map -> DictMethods.call(map, name, args);
      case List<?> list -> ListMethods.call(list, name, args);
      case Set<?> set -> ListMethods.callSet(set, name, args);
      case byte[] bytes -> Encodings.method(bytes, name, args);
      case Double number -> number == Math.rint(number) && Double.isFinite(number);
      case Loop loop -> {
        if (name.equals("cycle") && !args.positional().isEmpty()) {
          yield args.positional().get(loop.at() % args.positional().size());
        }
        throw TemplateException.type("loop." + name + " cannot be called here");
      }
      default -> TimeMethods.call(receiver, name, args);
    };
  }
}
