package dev.eider.destination;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a collection of vectors does not follow yet: the rows of a table whose version is not in the
 * ledger beside it. A row and what there is to do for it become visible in one transaction, because
 * they are the same; whatever was changed, reset, swapped in or deleted by hand is found.
 *
 * <p>Asked in this order: {@link #changed} until it is empty, then {@link #gone}. Only then is a
 * document known to be gone whose row has another version.
 */
public interface Outbox {

  /** How many rows and documents there are to look at. */
  long waiting();

  /**
   * Rows to look at, at most so many; those that were {@link #keep kept} are no longer among them.
   */
  List<Changed> changed(int limit);

  /**
   * Rows to look at in the order of their versions, for whoever only counts them.
   *
   * @param after the last version of the page before; null = from the first
   * @param limit how many at most; fewer than these = there are no more
   */
  List<Changed> changedAfter(@Nullable String after, int limit);

  /** How many documents have no row of the version they were made from. */
  long lost();

  /**
   * What is known of all documents of the collection, in the order of their ids.
   *
   * @param after the last id of the page before; null = from the first
   * @param limit how many at most; fewer than these = there are no more
   */
  List<Kept> knownAfter(@Nullable String after, int limit);

  /** What is known of documents, by their ids; those that are not known are left out. */
  Map<String, Kept> known(List<String> ids);

  /** Documents without a row, at most so many; meaningful when nothing is changed. */
  List<Kept> gone(int limit);

  /** Notes that the collection has these documents, in the place of what was known of them. */
  void keep(List<Kept> lines);

  /** Notes that the collection no longer has these. */
  void forget(List<String> ids);

  /** Whether another collection was kept in step for this store before. */
  boolean knowsOthers();

  /** Forgets all other collections of this store. */
  void forgetOthers();

  /**
   * Whose.
   *
   * @param sync the sync's name
   * @param store tells the store and the collection's name from others
   * @param collection tells the collection from an earlier one of its name
   * @param print of all that decides what a document becomes: rows kept under another are changed
   */
  record Book(String sync, String store, String collection, String print) {}

  /**
   * A row to look at.
   *
   * @param version of the row; another for each time it was written
   * @param row the table's columns without Eider's own, as values of JSON
   */
  record Changed(String version, Map<String, @Nullable Object> row) {}

  /**
   * A document of a collection.
   *
   * @param id the document's
   * @param version of the row it was made from
   * @param chunks what each chunk was made of, in order
   */
  record Kept(String id, String version, List<String> chunks) {}
}
