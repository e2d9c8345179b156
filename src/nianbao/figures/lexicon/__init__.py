"""The words of counting clauses, matched on folded text (simplified, half width)."""
