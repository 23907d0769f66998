"""Views: a model in, Block Kit out. Pure: no clock, no look-up, no client."""
