"""The subject: people, questions, rounds, releases. It knows nothing of Slack."""
