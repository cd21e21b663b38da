package dev.eider.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.eider.outcome.Vectors;
import dev.eider.plan.ConnectorPlan;
import dev.eider.plan.EmbedPlan;
import dev.eider.plan.StreamTask;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings vectors in step with the rows of a table, and searches them. */
@ActivityInterface
public interface Embed {
  /** What the queue of an installation's embedding steps is called after its own. */
  String QUEUE_SUFFIX = "-embed";

  /**
   * Does a bounded piece of what there is to do, for all stores of a stream. May run twice: what
   * was done is noted beside the rows.
   */
  @ActivityMethod(name = "Embed")
  Embedded embed(Request request);

  /** The documents nearest to a text. */
  @ActivityMethod(name = "Search")
  Answer search(Question question);

  /**
   * Whose vectors.
   *
   * @param sync the sync's name
   * @param destination where its rows are
   * @param task the stream, with how it is embedded
   */
  record Request(String sync, ConnectorPlan destination, StreamTask task) {}

  /**
   * What was done.
   *
   * @param vectors in this piece
   * @param waiting documents that are still to be looked at, or more; 0 = all is in step
   * @param note what a person should know, e.g. why a collection was built anew; else null
   */
  record Embedded(Vectors vectors, long waiting, @Nullable String note) {}

  /**
   * What is asked.
   *
   * @param sync the sync's name
   * @param stream the stream
   * @param embed how it is embedded
   * @param store the type of the store to ask; null = the first
   * @param text what to look for
   * @param limit how many documents at most
   * @param where metadata a document must have
   */
  record Question(
      String sync,
      String stream,
      EmbedPlan embed,
      @Nullable String store,
      String text,
      int limit,
      Map<String, Object> where) {}

  /**
   * What was found.
   *
   * @param store the type of the store that was asked
   * @param collection its name there
   * @param method how it was searched, in words
   * @param hits best first
   */
  record Answer(String store, String collection, String method, List<Hit> hits) {}

  /**
   * A document that was found.
   *
   * @param score from -1 to 1; 1 = the same direction
   * @param key the row's primary key, by column
   * @param chunk which chunk of the document this is, from 0
   * @param document the chunk's text
   * @param metadata as the plan asks for it
   * @param shortened whether texts here end before their end, with '…', so that an answer can
   *     travel
   */
  record Hit(
      double score,
      Map<String, Object> key,
      int chunk,
      String document,
      Map<String, Object> metadata,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean shortened) {

    /** One with its whole text. */
    public Hit(
        double score,
        Map<String, Object> key,
        int chunk,
        String document,
        Map<String, Object> metadata) {
      this(score, key, chunk, document, metadata, false);
    }
  }
}
