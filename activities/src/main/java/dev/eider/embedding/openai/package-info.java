/** Any service that speaks OpenAI's {@code /embeddings}: OpenAI, Azure, Ollama, vLLM. */
@NullMarked
package dev.eider.embedding.openai;

import org.jspecify.annotations.NullMarked;
