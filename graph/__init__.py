"""GRAPH: from what articles say to one graph and its views. May import `extract`'s records and errors."""
