"""The subject's nouns: frozen dataclasses in the field's words, one file a subject."""
