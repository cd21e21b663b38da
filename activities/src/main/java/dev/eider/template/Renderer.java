package dev.eider.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements and collects their text.
 *
 * @param out the text so far
 * @param sparing whether None leaves nothing, as what is undefined does
 */
record Renderer(StringBuilder out, boolean sparing) {

  static String render(List<Stmt> body, Frame frame) {
    return new Renderer(new StringBuilder(), false).rendered(body, frame);
  }

  static String sparing(List<Stmt> body, Frame frame) {
    return new Renderer(new StringBuilder(), true).rendered(body, frame);
  }

  private String rendered(List<Stmt> body, Frame frame) {
    all(body, frame);
    return out.toString();
  }

  private String block(List<Stmt> body, Frame frame) {
    return new Renderer(new StringBuilder(), sparing).rendered(body, frame.inner());
  }

  private void all(List<Stmt> body, Frame frame) {
    for (Stmt statement : body) {
      run(statement, frame);
    }
  }

  private void run(Stmt statement, Frame frame) {
    switch (statement) {
      case Stmt.Plain plain -> write(plain.text());
      case Stmt.Output output -> {
        Object value = new Interpreter(frame).eval(output.value());
        write(value == null && sparing ? "" : Values.str(value));
      }
      case Stmt.If choice -> conditional(choice, frame);
      case Stmt.For loop -> loop(loop, frame);
      case Stmt.Assign assign -> {
        Object value = new Interpreter(frame).eval(assign.value());
        assign(assign.target(), value, frame);
      }
      case Stmt.AssignBlock assign -> {
        String text = block(assign.body(), frame);
        Object value =
            assign.filter() == null
                ? text
                : new Interpreter(frame).filterBlock(assign.filter(), text);
        assign(assign.target(), value, frame);
      }
      case Stmt.With with -> with(with, frame);
      case Stmt.FilterBlock block -> {
        String text = block(block.body(), frame);
        write(Values.str(new Interpreter(frame).filterBlock(block.filter(), text)));
      }
    }
  }

  private void write(String text) {
    out.append(text);
    Limits.text(out.length());
  }

  private void conditional(Stmt.If choice, Frame frame) {
    Interpreter interpreter = new Interpreter(frame);
    for (int i = 0; i < choice.bodies().size(); i++) {
      boolean otherwise = i >= choice.tests().size();
      if (otherwise || Values.truthy(interpreter.eval(choice.tests().get(i)))) {
        all(choice.bodies().get(i), frame);
        return;
      }
    }
  }

  private void loop(Stmt.For loop, Frame frame) {
    Object source = new Interpreter(frame).eval(loop.items());
    List<@Nullable Object> items = new ArrayList<>();
    Iterator<?> rest = Iteration.iterator(source);
    while (rest.hasNext()) {
      frame.step();
      Object item = Numbers.normal(rest.next());
      if (accepts(loop, item, frame)) {
        items.add(item);
      }
    }
    for (int i = 0; i < items.size(); i++) {
      Frame turn = frame.inner();
      turn.set("loop", new Loop(items, i));
      assign(loop.target(), items.get(i), turn);
      all(loop.body(), turn);
    }
    if (items.isEmpty()) {
      all(loop.otherwise(), frame.inner());
    }
  }

  private boolean accepts(Stmt.For loop, @Nullable Object item, Frame frame) {
    if (loop.condition() == null) {
      return true;
    }
    Frame inner = frame.inner();
    assign(loop.target(), item, inner);
    return Values.truthy(new Interpreter(inner).eval(loop.condition()));
  }

  private void with(Stmt.With with, Frame frame) {
    Frame inner = frame.inner();
    for (int i = 0; i < with.targets().size(); i++) {
      assign(with.targets().get(i), new Interpreter(frame).eval(with.values().get(i)), inner);
    }
    all(with.body(), inner);
  }

  private void assign(Stmt.Target target, @Nullable Object value, Frame frame) {
    switch (target) {
      case Stmt.NameTarget name -> frame.set(name.name(), value);
      case Stmt.FieldTarget field -> {
        if (!(frame.get(field.name()) instanceof Namespace namespace)) {
          throw new TemplateException("cannot assign attribute on non-namespace object");
        }
        namespace.fields().put(field.field(), value);
      }
      case Stmt.TupleTarget tuple -> {
        List<@Nullable Object> items = Iteration.list(value);
        if (items.size() != tuple.parts().size()) {
          throw new TemplateException(
              "expected " + tuple.parts().size() + " values to unpack but got " + items.size());
        }
        for (int i = 0; i < items.size(); i++) {
          assign(tuple.parts().get(i), items.get(i), frame);
        }
      }
    }
  }
}
