"""The command `staff-voice`, which is `python -m bot` too."""

import gc
import sys


def main() -> None:
    """Load the command and run it."""
    gc.disable()  # what is loaded stays: to look for garbage in it takes a fifth of the start
    from bot.cli import main as run
    from bot.saying import never_fail

    gc.freeze()
    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        never_fail(stream)
    run()


if __name__ == "__main__":
    main()
