"""How the encoder that ships with the project is made: examples from the corpus, network, fitting, export."""
