"""Slack in, Slack out. This floor knows Slack and no SQL."""
