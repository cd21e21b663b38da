package dev.eider.step;

import dev.eider.plan.BatchFormat;

/**
 * A staged batch: rows stay in files, only this travels.
 *
 * @param key its folder below the worker's staging folder
 * @param format how its rows lie there
 * @param rows how many
 * @param bytes how large
 * @param sha256 of the rows' file, checked before loading
 */
public record BatchRef(String key, BatchFormat format, long rows, long bytes, String sha256) {}
