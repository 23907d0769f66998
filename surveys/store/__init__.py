"""The store: SQL, one file a noun. It hands out model objects and keeps its connections."""
