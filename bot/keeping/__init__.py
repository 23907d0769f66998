"""Keeping: backups of the database, made while the bot runs, and the way back to one."""
