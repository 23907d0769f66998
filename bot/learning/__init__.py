"""Learns the weights in `surveys/rules/sentiment/weights.json` from labelled comments."""
