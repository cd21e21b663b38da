package dev.eider.embedding;

import dev.eider.destination.Destination;
import dev.eider.destination.Outbox;
import dev.eider.fault.Fault.Misconfigured;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamTask;
import java.util.Objects;

/**
 * Which ledger of a destination is a store's.
 *
 * @param sync the sync's name
 * @param destination the type, for messages
 * @param task the stream
 * @param at the store
 */
record Ledger(String sync, String destination, StreamTask task, ConnectorPlan at) {

  /** The collection's name. */
  String name() {
    return EmbedPlan.collection(at, sync, task.stream());
  }

  /**
   * What the collection does not follow yet.
   *
   * @param collection its id; empty = there is none
   * @param fingerprint of the documents
   */
  Outbox outbox(Destination open, String collection, String fingerprint) {
    EmbedPlan plan = Objects.requireNonNull(task.embed());
    // Metadata is no part of a vector: where other fields are asked for, vectors stay.
    String print =
        fingerprint
            + " "
            + String.join(",", plan.metadata())
            + " "
            + String.join(",", task.documentKey());
    String store = at.type() + " " + name();
    return open.outbox(task, new Outbox.Book(sync, store, collection, print))
        .orElseThrow(
            () ->
                new Misconfigured(
                    "embed.destination",
                    "/destination",
                    "expected a destination that keeps a ledger of documents but '"
                        + destination
                        + "' does not",
                    "write type: duckdb or type: motherduck"));
  }
}
