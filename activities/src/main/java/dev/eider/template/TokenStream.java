package dev.eider.template;

import dev.eider.template.Token.Kind;
import java.util.List;

/** The tokens of a template, read once from the front. */
class TokenStream {
  private final List<Token> tokens;
  private int position;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  final Token current() {
    return tokens.get(position);
  }

  final Token ahead(int by) {
    return tokens.get(Math.min(position + by, tokens.size() - 1));
  }

  final Token next() {
    Token token = current();
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  final boolean skip(String operator) {
    boolean there = current().operator(operator);
    if (there) {
      next();
    }
    return there;
  }

  final boolean skipName(String name) {
    boolean there = current().name(name);
    if (there) {
      next();
    }
    return there;
  }

  final void expect(String operator) {
    if (!skip(operator)) {
      throw failure("expected '" + operator + "' but got '" + current().text() + "'");
    }
  }

  final Token expect(Kind kind) {
    if (current().kind() != kind) {
      throw unexpected(current());
    }
    return next();
  }

  final String dotted() {
    StringBuilder name = new StringBuilder(expect(Kind.NAME).text());
    while (skip(".")) {
      name.append('.').append(expect(Kind.NAME).text());
    }
    return name.toString();
  }

  /** Whether a value may start here that is the only argument of a test. */
  final boolean startsOperand() {
    Token token = current();
    return switch (token.kind()) {
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> "([{".contains(token.text());
      case NAME -> !List.of("else", "or", "and").contains(token.text());
      case DATA, OUTPUT_BEGIN, OUTPUT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
    };
  }

  final TemplateException unexpected(Token token) {
    String what = token.kind() == Kind.END ? "the end of the text" : "'" + token.text() + "'";
    return Lexer.failure("unexpected " + what, token.at());
  }

  final TemplateException failure(String message) {
    return Lexer.failure(message, current().at());
  }
}
