"""How the shipped pipeline was made: corpus, converters, training. Never imported by the product at run time."""
