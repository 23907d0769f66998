"""`python -m bot` is `staff-voice`."""

from bot.cli import main

if __name__ == "__main__":
    main()
