package dev.eider.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * Listens to SIGINT. A shutdown hook would hear only the first one, and the second is the one that
 * cancels; {@code sun.misc.Signal} is in every JDK but not in its API, so it is reached by
 * reflection. Where it is missing, Ctrl-C ends the process as usual.
 */
final class SignalInterrupts implements Interrupts {
  private CompletableFuture<Void> pressed = new CompletableFuture<>();
  private boolean listening;

  @Override
  public synchronized CompletableFuture<Void> next() {
    if (!listening) {
      listening = true;
      listen();
    }
    if (pressed.isDone()) {
      pressed = new CompletableFuture<>();
    }
    return pressed;
  }

  private void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              SignalInterrupts.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> answer(method.getName(), proxy, arguments));
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      Object unused = signal.getMethod("handle", signal, handler).invoke(null, interrupt, listener);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Ctrl-C keeps its usual meaning then: the process ends, the sync goes on.
      return;
    }
  }

  private @org.jspecify.annotations.Nullable Object answer(
      String method, Object proxy, Object[] arguments) {
    return switch (method) {
      case "handle" -> {
        press();
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "Ctrl-C";
    };
  }

  private synchronized void press() {
    pressed.complete(null);
  }
}
