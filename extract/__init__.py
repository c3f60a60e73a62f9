"""TEXT: from files to what they say. Knows nothing of the graph."""
