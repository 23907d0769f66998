"""`staff-voice setup`: from an empty folder to a bot that can run, a step at a time."""
