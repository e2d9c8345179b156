"""A conversation: what a question leaves out is taken from the queries before it."""
