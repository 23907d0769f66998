"""A door that lets everybody in, as fast as a test can go."""

from handlers.door import Door


def wide_open() -> Door:
    return Door(lambda _workspace: True, 1_000_000, lambda: 0.0, b"key")
