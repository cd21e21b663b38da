package dev.eider.cli;

import java.util.concurrent.CompletableFuture;

/** Ctrl-C as something one can wait for. */
interface Interrupts {

  /** Done when the user presses Ctrl-C the next time. */
  CompletableFuture<Void> next();

  /** Nobody presses anything. */
  static Interrupts never() {
    return CompletableFuture::new;
  }
}
