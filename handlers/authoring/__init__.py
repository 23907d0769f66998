"""Authoring: HR and administrators look after surveys without leaving Slack."""
