package dev.eider.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a manifest with its templates, compiled once; safe to share between threads.
 *
 * <p>Values are Python's: {@code null} (None), {@link Boolean}, {@link Long} and {@link
 * java.math.BigInteger} (int), {@link Double} (float), {@link String}, {@link java.util.List},
 * {@link java.util.Map}, {@link java.util.Set}, {@link java.time.OffsetDateTime} (datetime), {@link
 * java.time.LocalDate} (date).
 *
 * <p>The reference renders a template to text, reads the text as a Python literal if it is one, and
 * falls back to a default when the text is empty or something undefined was used. Three of its
 * wrappers differ in that default: {@link #eval}, {@link #evalOrNull} and {@link #test}.
 */
public final class Template {
  /** Words whose use may change a value, or give another one the next time. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "\\b(?:add|append|clear|discard|extend|insert|pop|popitem|remove|reverse|setdefault|sort"
              + "|update|attr|random|generate_uuid|namespace)\\b|\\]\\s*\\(");

  private static final Set<String> FALSE_TEXTS =
      Set.of("False", "false", "{}", "[]", "()", "", "0", "0.0");

  private final String text;
  private final List<Stmt> body;
  private final List<String> free;
  private final boolean constant;
  private final @Nullable Object value;
  private final boolean repeatable;

  private Template(String text, List<Stmt> body) {
    this.text = text;
    this.body = body;
    this.free = List.copyOf(FreeNames.of(body));
    this.repeatable = !CHANGING.matcher(text).find();
    Object literal =
        body.size() == 1 && body.getFirst() instanceof Stmt.Plain only
            ? Values.literalEval(only.text())
            : "";
    // A list or an object may be changed by whoever gets it, so each gets a new one.
    this.constant = isPlain(body) && isImmutable(literal);
    this.value = constant ? literal : null;
  }

  /**
   * Compiles a text.
   *
   * @throws TemplateException when it is not a template, with the place in the text
   */
  public static Template compile(String text) {
    if (text.contains("stream_state")) {
      throw new TemplateException(
          "stream_state cannot be used in templates; use stream_interval instead");
    }
    try {
      return new Template(text, StmtParser.parse(text));
    } catch (StackOverflowError e) {
      throw new TemplateException("the template is nested too deeply");
    }
  }

  /**
   * The value of a text field: rendered, then read as a Python literal if it is one. An empty
   * result is the empty string.
   *
   * @throws TemplateException when something undefined is used for more than printing
   */
  public @Nullable Object eval(Scope scope) {
    return eval(scope, ValidTypes.ANY);
  }

  /** As {@link #eval(Scope)}; literals of other types stay texts. */
  public @Nullable Object eval(Scope scope, ValidTypes types) {
    if (constant && types.accepts(value)) {
      return value;
    }
    Object result = evaluated(scope);
    if (isEmpty(result) && !repeatable) {
      // The default is the template itself, and it may have changed something the first time.
      result = evaluated(scope);
    }
    return literal(result, types);
  }

  /** The value of a field of a mapping: null when it is empty or undefined. */
  public @Nullable Object evalOrNull(Scope scope) {
    return evalOrNull(scope, ValidTypes.ANY);
  }

  /** As {@link #evalOrNull(Scope)}; literals of other types stay texts. */
  public @Nullable Object evalOrNull(Scope scope, ValidTypes types) {
    if (constant && types.accepts(value)) {
      return body.isEmpty() ? null : value;
    }
    try {
      Object value = evaluated(scope);
      return isEmpty(value) ? null : literal(value, types);
    } catch (TemplateException e) {
      if (e.undefined()) {
        return null;
      }
      throw e;
    }
  }

  /** The rendered text, without reading it as a literal. */
  public String render(Scope scope) {
    return Values.str(evaluated(scope));
  }

  /**
   * The text of a document: what is None or undefined leaves nothing, and nothing else takes the
   * place of what fails.
   *
   * @throws TemplateException when something undefined is used for more than printing, or a value
   *     for what its type cannot do
   */
  public String document(Scope scope) {
    refuseAbsent(scope);
    try {
      return Renderer.sparing(body, new Frame(scope));
    } catch (StackOverflowError e) {
      throw new TemplateException("the template is nested too deeply");
    }
  }

  /** The names it expects to be in scope. */
  public List<String> names() {
    return free;
  }

  /** The fields it reads by name of a mapping in scope; those of other mappings are not known. */
  public Set<String> fieldsOf(String name) {
    return FreeNames.fieldsOf(name, body);
  }

  /** {@link #eval}, then Python's {@code str()}; None is {@code "None"}. */
  public String text(Scope scope) {
    return Values.str(eval(scope));
  }

  /**
   * The truth of the result by the reference's rules for boolean fields: empty and undefined are
   * false, so are None and the usual empty values; any other text is true.
   */
  public boolean test(Scope scope) {
    Object value = evalOrNull(scope);
    return switch (value) {
      case null -> false;
      case String string -> !FALSE_TEXTS.contains(string);
      case List<?> list -> !list.isEmpty();
      case Set<?> set -> !set.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> !Numbers.isNumber(value) || Values.truthy(value);
    };
  }

  /** The text as written. */
  public String source() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isPlain(List<Stmt> body) {
    return body.isEmpty() || (body.size() == 1 && body.getFirst() instanceof Stmt.Plain);
  }

  private static boolean isImmutable(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value instanceof Undefined || "".equals(value);
  }

  /** The value of a template that is one expression, else the rendered text. */
  private @Nullable Object evaluated(Scope scope) {
    refuseAbsent(scope);
    try {
      Frame frame = new Frame(scope);
      return body.size() == 1 && body.getFirst() instanceof Stmt.Output only
          ? new Interpreter(frame).eval(only.value())
          : Renderer.render(body, frame);
    } catch (TemplateException e) {
      if (e.kind() == TemplateException.Kind.TYPE) {
        return text;
      }
      throw e;
    } catch (StackOverflowError e) {
      throw new TemplateException("the template is nested too deeply");
    }
  }

  private void refuseAbsent(Scope scope) {
    for (String name : free) {
      if (!scope.has(name)) {
        throw new TemplateException(
            "expected '" + name + "' to be in scope here, in '" + text + "'");
      }
    }
  }

  private static @Nullable Object literal(@Nullable Object value, ValidTypes types) {
    Object literal = SelfReadable.copy(value);
    if (literal == Literal.NONE) {
      String rendered = Values.str(value);
      literal = Values.literalEval(rendered);
      return types.accepts(literal) ? literal : rendered;
    }
    return types.accepts(literal) ? literal : Values.str(value);
  }
}
