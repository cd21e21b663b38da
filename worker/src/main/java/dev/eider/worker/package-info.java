/**
 * Introduces the steps to the workflows: settings, wiring, the worker process, the server it talks
 * to.
 */
@NullMarked
package dev.eider.worker;

import org.jspecify.annotations.NullMarked;
