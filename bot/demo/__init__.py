"""The demo: an invented organisation, its simulated staff, and the weeks they live through."""
