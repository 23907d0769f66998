"""Use cases: one journey a file, one function a use case, one use case a transaction."""
