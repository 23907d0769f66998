"""Pictures as PNG files: the same figures make the same bytes. Nothing here knows Slack."""
