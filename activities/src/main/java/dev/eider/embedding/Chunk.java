package dev.eider.embedding;

/**
 * A part of a document that is embedded by itself.
 *
 * @param number its place in the document, from 0
 * @param text as it stands in the document, without white space at its ends
 */
public record Chunk(int number, String text) {}
