"""The process: settings, composition, scheduling and the command line."""
