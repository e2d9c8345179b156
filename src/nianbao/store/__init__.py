"""The index on disk, and the library it is asked through."""
