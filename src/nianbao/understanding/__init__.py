"""From a question in words to a query: mentions, intent, composition."""
