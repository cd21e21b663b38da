package dev.eider.template;

import org.jspecify.annotations.Nullable;

/** A value that can be called: a global function, or a method together with its receiver. */
sealed interface Callable {

  /**
   * A function of the language.
   *
   * @param name as templates write it
   */
  record Global(String name) implements Callable {}

  /**
   * A method that was read without being called yet.
   *
   * @param receiver whose method
   * @param name as templates write it
   */
  record Method(@Nullable Object receiver, String name) implements Callable {}
}
