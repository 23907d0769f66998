"""`make bench`: what the bot costs, as ratios measured in one run on one machine."""
