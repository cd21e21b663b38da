package dev.eider.record;

/**
 * Which batch: its folder's name. The attempt is part of it, so that a late attempt never writes
 * into the batch another one staged.
 *
 * @param sync the sync's name
 * @param stream the stream's name
 * @param generation the run of the stream
 * @param chunk counted from 0 within it
 * @param attempt which try, from 1
 */
public record BatchId(String sync, String stream, long generation, int chunk, int attempt) {

  String key() {
    return runKey(sync, stream, generation) + "/" + chunk + "-" + attempt;
  }

  static String runKey(String sync, String stream, long generation) {
    return streamKey(sync, stream) + "/" + generation;
  }

  static String streamKey(String sync, String stream) {
    return "batches/" + Staging.pathName(sync) + "/" + Staging.pathName(stream);
  }

  static long generationOf(String folder) {
    return folder.matches("\\d{1,18}") ? Long.parseLong(folder) : Long.MAX_VALUE;
  }

  static int chunkOf(String folder) {
    int dash = folder.indexOf('-');
    return dash < 0 ? Integer.MAX_VALUE : Integer.parseInt(folder.substring(0, dash));
  }
}
