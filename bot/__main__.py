"""The command `staff-voice`, which is `python -m bot` too."""

import gc


def main() -> None:
    """Load the command and run it."""
    gc.disable()  # what is loaded stays: to look for garbage in it takes a fifth of the start
    from bot.cli import main as run

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
