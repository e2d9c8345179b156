"""From a query to its answer: the executor over the ledger, and the sentences that say its result."""
