package dev.eider.template;

import dev.eider.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a template. */
final class StmtParser extends ExprParser {
  private int blocks;

  private StmtParser(List<Token> tokens) {
    super(tokens);
  }

  static List<Stmt> parse(String text) {
    StmtParser parser = new StmtParser(Lexer.tokens(text));
    List<Stmt> body = parser.body(Set.of());
    if (parser.current().kind() != Kind.END) {
      throw parser.unexpected(parser.current());
    }
    return body;
  }

  /** Statements up to one of the words that end them, which is left as the current token. */
  private List<Stmt> body(Set<String> ends) {
    List<Stmt> body = new ArrayList<>();
    while (current().kind() != Kind.END) {
      Token token = next();
      switch (token.kind()) {
        case DATA -> body.add(new Stmt.Plain(token.text()));
        case OUTPUT_BEGIN -> {
          body.add(new Stmt.Output(tuple(true)));
          expect(Kind.OUTPUT_END);
        }
        default -> {
          if (current().kind() == Kind.NAME && ends.contains(current().text())) {
            return body;
          }
          body.add(statement());
          expect(Kind.BLOCK_END);
        }
      }
    }
    if (!ends.isEmpty()) {
      throw failure("expected '" + String.join("' or '", ends) + "'");
    }
    return body;
  }

  private Stmt statement() {
    Token word = expect(Kind.NAME);
    if (++blocks > Limits.ITEMS / 100) {
      throw failure("expected fewer statements");
    }
    return switch (word.text()) {
      case "set" -> assignment();
      case "if" -> conditional();
      case "for" -> loop();
      case "with" -> with();
      case "filter" -> {
        Expr filter = filters(null);
        yield new Stmt.FilterBlock(filter, block("endfilter"));
      }
      case "print" -> new Stmt.Output(tuple(true));
      default ->
          throw Lexer.failure(
              "expected one of set, if, for, with, filter, print but was '" + word.text() + "'",
              word.at());
    };
  }

  /** The rest of a block: the end of its first mark, its statements, the word that ends it. */
  private List<Stmt> block(String end) {
    skip(":");
    expect(Kind.BLOCK_END);
    List<Stmt> body = body(Set.of(end));
    next();
    return body;
  }

  private Stmt assignment() {
    Stmt.Target target = target(true);
    if (skip("=")) {
      return new Stmt.Assign(target, tuple(true));
    }
    Expr filter = null;
    if (skip("|")) {
      filter = filters(null);
    }
    return new Stmt.AssignBlock(target, filter, block("endset"));
  }

  private Stmt conditional() {
    List<Expr> tests = new ArrayList<>();
    List<List<Stmt>> bodies = new ArrayList<>();
    String word = "elif";
    while (word.equals("elif")) {
      tests.add(tuple(false));
      skip(":");
      expect(Kind.BLOCK_END);
      bodies.add(body(Set.of("elif", "else", "endif")));
      word = next().text();
    }
    if (word.equals("else")) {
      bodies.add(block("endif"));
    }
    return new Stmt.If(tests, bodies);
  }

  private Stmt loop() {
    Stmt.Target target = target(false);
    if (!skipName("in")) {
      throw failure("expected 'in'");
    }
    Expr items = tuple(false);
    Expr condition = skipName("if") ? expression() : null;
    if (current().name("recursive")) {
      throw failure("expected a loop that is not recursive");
    }
    skip(":");
    expect(Kind.BLOCK_END);
    List<Stmt> body = body(Set.of("endfor", "else"));
    List<Stmt> otherwise = next().text().equals("else") ? block("endfor") : List.of();
    return new Stmt.For(target, items, condition, body, otherwise);
  }

  private Stmt with() {
    List<Stmt.Target> targets = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (current().kind() != Kind.BLOCK_END) {
      if (!targets.isEmpty()) {
        expect(",");
      }
      targets.add(new Stmt.NameTarget(expect(Kind.NAME).text()));
      expect("=");
      values.add(expression());
    }
    return new Stmt.With(targets, values, block("endwith"));
  }

  private Stmt.Target target(boolean fields) {
    List<Stmt.Target> parts = new ArrayList<>();
    boolean comma = false;
    do {
      if (comma && (current().name("in") || current().operator("="))) {
        break;
      }
      parts.add(part(fields));
      comma = skip(",");
    } while (comma);
    return parts.size() == 1 && !comma ? parts.getFirst() : new Stmt.TupleTarget(parts);
  }

  private Stmt.Target part(boolean fields) {
    if (skip("(")) {
      Stmt.Target inner = target(fields);
      expect(")");
      return inner;
    }
    String name = expect(Kind.NAME).text();
    @Nullable String field = fields && skip(".") ? expect(Kind.NAME).text() : null;
    if (List.of("true", "false", "none", "True", "False", "None").contains(name)) {
      throw failure("expected a name to assign to but was '" + name + "'");
    }
    return field == null ? new Stmt.NameTarget(name) : new Stmt.FieldTarget(name, field);
  }
}
