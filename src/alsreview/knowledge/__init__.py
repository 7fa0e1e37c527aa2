"""Room 4: what a pack knows: dated facts, words, and how a statement is read with them."""
