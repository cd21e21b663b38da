package dev.eider.connector.manifest.request;

import dev.eider.connector.manifest.select.Selector.Selected;

/** Takes the records of a slice, page by page. */
@FunctionalInterface
public interface PageListener {

  /** Takes one page's records; says how to go on. */
  Next page(Selected page);

  /** How to go on after a page. */
  enum Next {
    /** Read the next page. */
    GO_ON,
    /** Stop here, to be continued at the next page. */
    PAUSE,
    /** The slice is at its end, whatever the paginator says. */
    END
  }
}
