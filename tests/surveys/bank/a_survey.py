"""A file with questions of every kind, and what reads it."""

from collections.abc import Callable

from surveys.model.surveys import Survey

SOURCE = """\
id = "your-kit"
title = "Your kit"
purpose = "Tells us what to buy first."
minutes = 2
open_working_days = 10
reminder = true

[calendar]
every = "milestone"
starts = 2026-10-05
at = "09:30"
zone = "Europe/Paris"
months = [3, 6]

[audience]
units = ["Children's Services/Fostering"]
job_families = ["Social worker"]
contracts = ["Agency"]
tenure_months = [3, 12]

[[questions]]
item = "kit_ready"
required = true

[[questions]]
id = "desk"
kind = "scale"
text = "How good is your desk?"
label = "A good desk"
driver = "tools"
labels = ["Awful", "Poor", "Fair", "Good", "Great"]
direction = -1
standard = "Wellbeing"

[[questions]]
id = "phone"
kind = "scale"
text = "My phone works."
label = "Working phones"
driver = "tools"
scale = "agreement"

[[questions]]
id = "tell_others"
kind = "recommend"
text = "Would you tell others to work here?"
label = "Would tell others"
driver = "wellbeing"
low = "Never"
high = "Gladly"

[[questions]]
id = "broken"
kind = "choices"
text = "What broke lately?"
label = "What broke lately"
options = ["Phone", "Car", { id = "pc", label = "Computer" }]

[[questions]]
id = "main_place"
kind = "choice"
text = "Where do you mostly work?"
label = "Where people work"
driver = "flexibility"
options = ["At home", "In the office"]

[[questions]]
id = "children"
kind = "caseload"
text = "How many children do you work with?"
label = "Children each"

[[questions]]
id = "policy"
kind = "yes_no"
text = "Do you know whom to ring?"
label = "Whom to ring"

[[questions]]
id = "more"
kind = "text"
text = "What else?"
"""

Read = Callable[[str], Survey]
Spoil = Callable[[str, str], tuple[str, ...]]
