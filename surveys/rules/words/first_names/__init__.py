"""First names, by community: one text file each, read by lists.py."""
