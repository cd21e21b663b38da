package dev.eider.cli;

import java.io.Console;
import java.util.Optional;

/** Asks whoever sits at the terminal for a secret; what is typed stays hidden. */
@FunctionalInterface
public interface Prompt {
  /** What was typed; empty when it was nothing. */
  Optional<String> ask(String name);

  /** The terminal of this process. */
  static Prompt of(Console console) {
    return name -> {
      char[] typed = console.readPassword("%s (hidden while you type): ", name);
      return Optional.ofNullable(typed).map(String::new).filter(text -> !text.isBlank());
    };
  }
}
