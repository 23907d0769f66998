"""Rules: pure decisions. Values in, values out; no clock, no store, no chance of their own."""
