"""From what is asked to what the reports say: rooms of answering that know nothing of how a question was understood."""
