package dev.eider.embedding.onnx;

/**
 * A model whose files lie on the class path: BERT with an uncased WordPiece vocabulary, inputs
 * {@code input_ids, attention_mask, token_type_ids}, and the tokens' vectors as its one output.
 *
 * @param fingerprint what decides its vectors, in words
 * @param weights resource of the ONNX file
 * @param tokenizer resource of the {@code tokenizer.json}
 * @param dimension numbers in a vector
 * @param maxTokens the longest text, without the two tokens the model adds
 * @param pooling how the tokens' vectors become one
 * @param alone each text is computed by itself: a quantised model scales its activations by the
 *     largest of the whole batch, so that a text's vector would depend on its neighbours
 */
public record OnnxModel(
    String fingerprint,
    String weights,
    String tokenizer,
    int dimension,
    int maxTokens,
    Pooling pooling,
    boolean alone) {}
