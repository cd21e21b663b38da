/** What happens, in order; it reads like the README's sentence and never touches the world. */
@NullMarked
package dev.eider.flow;

import org.jspecify.annotations.NullMarked;
