package dev.eider.destination;

import dev.eider.record.RowSchema;
import dev.eider.step.Checkpoint;
import dev.eider.step.History;
import java.util.List;
import java.util.function.Function;

/** What a destination remembers of its streams' checkpoints, and how it goes back to one. */
public interface Recall {

  /**
   * A stream's checkpoints, newest first. Kept are the newest 1,000 of a stream and all of the last
   * 30 days.
   */
  List<History.Moment> moments(String sync, String stream, int limit);

  /**
   * Takes a stream back, every table that holds its state in one transaction, and notes that it
   * did. Rows stay; what a run before it still tries to commit is refused from then on.
   */
  History.Rewound rewind(History.Rewind request);

  /**
   * Writes checkpoints from elsewhere, all or none, and prepares tables that are not there: a state
   * is of use only beside a table.
   *
   * @param schemas finds a declared schema by its key
   */
  List<Checkpoint.Line> take(History.Import request, Function<String, RowSchema> schemas);
}
