"""Pure functions on strings: folding for comparison, sentences, numerals, years, words."""
