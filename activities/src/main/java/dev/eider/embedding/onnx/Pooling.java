package dev.eider.embedding.onnx;

import java.nio.FloatBuffer;

/** How the vectors of a text's tokens become the one of the text. */
public enum Pooling {
  /** Their mean, padding left out. */
  MEAN {
    @Override
    void into(float[] vector, FloatBuffer states, int first, int tokens) {
      float[] state = new float[vector.length];
      for (int token = 0; token < tokens; token++) {
        states.get(first + token * vector.length, state);
        for (int i = 0; i < state.length; i++) {
          vector[i] += state[i];
        }
      }
    }
  },
  /** That of the token put in front. */
  CLS {
    @Override
    void into(float[] vector, FloatBuffer states, int first, int tokens) {
      states.get(first, vector);
    }
  };

  /** Fills a vector of zeroes, of any length but in the right direction. */
  abstract void into(float[] vector, FloatBuffer states, int first, int tokens);
}
