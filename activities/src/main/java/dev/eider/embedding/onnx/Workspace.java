package dev.eider.embedding.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Memory outside the heap in which one batch is computed; used again for the next, because what is
 * given up there waits for a collection that a small heap seldom needs.
 */
final class Workspace {
  private final int dimension;
  private LongBuffer ids = longs(0);
  private LongBuffer mask = longs(0);
  private LongBuffer types = longs(0);
  private FloatBuffer states = floats(0);

  Workspace(int dimension) {
    this.dimension = dimension;
  }

  /** Writes a batch down, each text padded to so many tokens. */
  void fill(List<Encoded> texts, int longest) {
    int cells = texts.size() * longest;
    if (ids.capacity() < cells) {
      ids = longs(cells);
      mask = longs(cells);
      types = longs(cells);
      states = floats(cells * dimension);
    }
    ids.limit(cells);
    mask.limit(cells);
    types.limit(cells);
    states.limit(cells * dimension);
    for (int row = 0; row < texts.size(); row++) {
      fill(row * longest, longest, texts.get(row));
    }
  }

  LongBuffer ids() {
    return ids;
  }

  /** 1 for a token, 0 for padding. */
  LongBuffer mask() {
    return mask;
  }

  /** All 0: there is no second sentence. */
  LongBuffer types() {
    return types;
  }

  /** Where the tokens' vectors go. */
  FloatBuffer states() {
    return states;
  }

  private void fill(int first, int length, Encoded text) {
    int tokens = text.count() + Session.ADDED;
    ids.put(first, Session.BEGIN);
    for (int token = 0; token < text.count(); token++) {
      ids.put(first + 1 + token, text.id(token));
    }
    ids.put(first + tokens - 1, Session.END);
    for (int i = 0; i < length; i++) {
      mask.put(first + i, i < tokens ? 1 : 0);
    }
    for (int i = tokens; i < length; i++) {
      ids.put(first + i, 0);
    }
  }

  private static LongBuffer longs(int count) {
    return bytes(count * Long.BYTES).asLongBuffer();
  }

  private static FloatBuffer floats(int count) {
    return bytes(count * Float.BYTES).asFloatBuffer();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }
}
