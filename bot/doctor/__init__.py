"""Whether everything that a running bot needs is in order."""
