"""Who a person is to a store: from the environment, else from netrc, else from the system's keyring. Never printed."""

from __future__ import annotations

import base64
import netrc
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from graph_builder.errors import UsageError


@dataclass(frozen=True, slots=True)
class Credentials:
    """A bearer token, or a user with a password, or neither."""

    token: str = field(default="", repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def header(self) -> str:
        """The value of the header Authorization (RFC 7617 and 6750), empty for none."""
        if self.token:
            return f"Bearer {self.token}"
        if not self.user:
            return ""
        pair = f"{self.user}:{self.password}".encode()
        return "Basic " + base64.b64encode(pair).decode("ascii")


def find_credentials(url: str) -> Credentials:
    """Return the credentials for the store at an address.

    Raises:
        UsageError: The netrc file or the keyring cannot be used, or a token holds what no header can.
    """
    token = os.environ.get("GRAPH_BUILDER_TOKEN", "").strip()
    if not (token.isascii() and token.isprintable()):
        raise UsageError("GRAPH_BUILDER_TOKEN holds characters that no token has: set it again")
    if token:
        return Credentials(token=token)
    host = urlsplit(url).hostname or ""
    user = os.environ.get("GRAPH_BUILDER_USER", "")
    password = os.environ.get("GRAPH_BUILDER_PASSWORD")
    if user and password is not None:
        return Credentials(user=user, password=password)
    return _ask_netrc(host, user) or _ask_keyring(host, user) or Credentials(user=user)


def _ask_netrc(host: str, user: str) -> Credentials | None:
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return None
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else getattr(error, "msg", "no text")
        raise UsageError(f"the netrc file cannot be used ({reason}): correct it") from error
    if found is None or (user and found[0] != user):
        return None
    return Credentials(user=found[0], password=found[2] or "")


def _ask_keyring(host: str, user: str) -> Credentials | None:
    """Ask the keyring where its library is installed: ``pip install graph-builder[keyring]``."""
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to load
        from keyring.errors import KeyringError, NoKeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        found = keyring.get_credential(host, user or None)
    except NoKeyringError:
        return None
    except KeyringError as error:
        raise UsageError(
            f"the keyring cannot be read ({type(error).__name__}): unlock it, or set GRAPH_BUILDER_PASSWORD"
        ) from error
    return Credentials(user=found.username, password=found.password) if found else None
