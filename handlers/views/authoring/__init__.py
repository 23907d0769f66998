"""Surveys as their authors see them: a list on Home, pages of one survey, forms over them.

A page is a modal without anything to submit. Pages take each other's place, forms lie over a page,
and what a form has to say lies over the form: never more than the three that Slack stacks.
"""
