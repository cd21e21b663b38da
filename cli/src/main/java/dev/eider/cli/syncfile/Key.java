package dev.eider.cli.syncfile;

/** One key of a sync file: what it may hold and one sentence about it. */
record Key(String name, Shape shape, boolean required, String doc) {}
