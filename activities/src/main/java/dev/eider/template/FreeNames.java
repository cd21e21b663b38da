package dev.eider.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names a template expects from outside, as Jinja's own analysis finds them. */
final class FreeNames {
  private final @Nullable FreeNames outer;
  private final Set<String> free;
  private final Map<String, Set<String>> fields;
  private final Set<String> stored = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final List<Runnable> inner = new ArrayList<>();

  private FreeNames() {
    this.outer = null;
    this.free = new LinkedHashSet<>();
    this.fields = new HashMap<>();
  }

  private FreeNames(FreeNames outer) {
    this.outer = outer;
    this.free = outer.free;
    this.fields = outer.fields;
  }

  /** Every name that is neither a global nor set by the template itself before its use. */
  static Set<String> of(List<Stmt> body) {
    FreeNames names = new FreeNames();
    names.scope(body);
    names.free.removeAll(Globals.NAMES);
    return names.free;
  }

  /** Which fields of a mapping from outside are read by their names. */
  static Set<String> fieldsOf(String name, List<Stmt> body) {
    FreeNames names = new FreeNames();
    names.scope(body);
    return names.fields.getOrDefault(name, Set.of());
  }

  /** Inner scopes come last: they see all names of this one. */
  private void scope(List<Stmt> body) {
    body.forEach(this::statement);
    inner.forEach(Runnable::run);
  }

  private boolean knows(String name) {
    return known.contains(name) || (outer != null && outer.knows(name));
  }

  private void load(String name) {
    if (!knows(name)) {
      known.add(name);
      free.add(name);
    }
  }

  private boolean sets(String name) {
    return stored.contains(name) || (outer != null && outer.sets(name));
  }

  private void attribute(Expr.Attribute attribute) {
    if (!DictMethods.NAMES.contains(attribute.name())) {
      field(attribute.of(), attribute.name());
    }
    visit(attribute.of());
  }

  private void item(Expr.Item item) {
    if (item.key() instanceof Expr.Const key && key.value() instanceof String name) {
      field(item.of(), name);
    }
    visit(item.of(), item.key());
  }

  private void field(Expr of, String name) {
    if (of instanceof Expr.Name known && !sets(known.name())) {
      fields.computeIfAbsent(known.name(), unused -> new LinkedHashSet<>()).add(name);
    }
  }

  private void store(Stmt.Target target) {
    switch (target) {
      case Stmt.NameTarget name -> {
        stored.add(name.name());
        known.add(name.name());
      }
      case Stmt.TupleTarget tuple -> tuple.parts().forEach(this::store);
      case Stmt.FieldTarget field -> load(field.name());
    }
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.Plain plain -> {}
      case Stmt.Output output -> visit(output.value());
      case Stmt.If choice -> conditional(choice);
      case Stmt.For loop -> {
        visit(loop.items());
        inner.add(() -> loop(loop));
      }
      case Stmt.Assign assign -> {
        visit(assign.value());
        store(assign.target());
      }
      case Stmt.AssignBlock assign -> {
        store(assign.target());
        visit(assign.filter());
        inner.add(() -> new FreeNames(this).scope(assign.body()));
      }
      case Stmt.With with -> {
        with.values().forEach(this::visit);
        inner.add(
            () -> {
              FreeNames names = new FreeNames(this);
              with.targets().forEach(names::store);
              names.scope(with.body());
            });
      }
      case Stmt.FilterBlock block -> {
        visit(block.filter());
        inner.add(() -> new FreeNames(this).scope(block.body()));
      }
    }
  }

  /** A name that only branches set might not be set: it counts as free. */
  private void conditional(Stmt.If choice) {
    Set<String> before = new HashSet<>(stored);
    Set<String> fresh = new HashSet<>();
    for (int i = 0; i < choice.bodies().size(); i++) {
      if (i < choice.tests().size()) {
        visit(choice.tests().get(i));
      }
      choice.bodies().get(i).forEach(this::statement);
    }
    fresh.addAll(stored);
    fresh.removeAll(before);
    for (String name : fresh) {
      if (outer == null || !outer.knows(name)) {
        free.add(name);
      }
    }
  }

  private void loop(Stmt.For loop) {
    FreeNames names = new FreeNames(this);
    names.store(loop.target());
    names.known.add("loop");
    names.visit(loop.condition());
    names.scope(loop.body());
    new FreeNames(this).scope(loop.otherwise());
  }

  private void visit(@Nullable Expr expr) {
    switch (expr) {
      case null -> {}
      case Expr.Const constant -> {}
      case Expr.Name name -> load(name.name());
      case Expr.ListOf list -> list.items().forEach(this::visit);
      case Expr.TupleOf tuple -> tuple.items().forEach(this::visit);
      case Expr.DictOf dict -> {
        dict.keys().forEach(this::visit);
        dict.values().forEach(this::visit);
      }
      case Expr.Attribute attribute -> attribute(attribute);
      case Expr.Item item -> item(item);
      case Expr.Slice slice -> visit(slice.of(), slice.from(), slice.to(), slice.step());
      case Expr.Call call -> {
        visit(call.callee());
        visit(call.arguments());
      }
      case Expr.Filter filter -> {
        visit(filter.of());
        visit(filter.arguments());
      }
      case Expr.Test test -> {
        visit(test.of());
        visit(test.arguments());
      }
      case Expr.Negative negative -> visit(negative.of());
      case Expr.Positive positive -> visit(positive.of());
      case Expr.Binary binary -> visit(binary.left(), binary.right());
      case Expr.Concat concat -> concat.parts().forEach(this::visit);
      case Expr.Compare compare -> {
        visit(compare.first());
        compare.others().forEach(this::visit);
      }
      case Expr.And and -> visit(and.left(), and.right());
      case Expr.Or or -> visit(or.left(), or.right());
      case Expr.Not not -> visit(not.of());
      case Expr.Conditional choice -> visit(choice.test(), choice.yes(), choice.no());
    }
  }

  private void visit(@Nullable Expr... all) {
    for (Expr expr : all) {
      visit(expr);
    }
  }

  private void visit(Expr.Arguments arguments) {
    arguments.positional().forEach(this::visit);
    arguments.named().forEach(this::visit);
    visit(arguments.spread());
    visit(arguments.spreadNamed());
  }
}
