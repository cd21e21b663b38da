/** Models that run in this process through ONNX Runtime; nothing is loaded until one is opened. */
@NullMarked
package dev.eider.embedding.onnx;

import org.jspecify.annotations.NullMarked;
