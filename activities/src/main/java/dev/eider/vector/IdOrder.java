package dev.eider.vector;

import java.util.Comparator;

/**
 * The order entries are listed in: that of the UTF-8 bytes of their ids, which is the order of code
 * points and differs from Java's own where a character takes two {@code char}.
 */
public enum IdOrder implements Comparator<String> {
  /** The only one. */
  BY_BYTES;

  @Override
  public int compare(String one, String other) {
    int most = Math.min(one.length(), other.length());
    for (int i = 0; i < most; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean paired = Character.isSurrogate(a) != Character.isSurrogate(b);
        return paired ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
