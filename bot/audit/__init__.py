"""The audit: what `staff-voice audit` finds on a live installation, reading only."""
