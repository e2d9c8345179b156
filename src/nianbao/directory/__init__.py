"""Which bodies the index holds, the names they go by and where they lie."""
