"""A socket that listens, or one clear sentence on why it can't."""

import os
import socket

from surveys.errors import SettingsWrong
from surveys.wording import _


def listening(host: str, port: int, settings: str) -> socket.socket:
    """Listen where two settings say. Raises SettingsWrong, which names them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsWrong(
            _("{settings}: {place} can't be listened on ({reason})").format(
                settings=settings, place=f"{host} {port}", reason=os.strerror(error.errno or 0)
            )
        ) from None
