"""Who may correct: whoever opened the address that ``serve`` printed, and only from pages of this server.

A request that changes anything must bring three things: the cookie that the printed address set, the token of the form that it came from,
and this server's own origin. Each alone would stop a page of another site; the cookie also stops other users of this machine.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph_builder.serving.requests import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_STRANGER = (
    "Corrections are open to whoever started this server: open the address with the token that “serve --edit” printed, "
    "in this browser."
)
_FOREIGN = "This came from another page than this server's own, so nothing was changed."
_STALE = "This form is of an earlier run of the server, so nothing was changed: open it again."


class Access:
    """The keys of one run of the server."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        """What the printed address bears, and then the cookie."""
        self.form_token = secrets.token_urlsafe(32)
        """What forms bear."""

    def admit(self, request: Request, token: str, response: Response) -> None:
        """Set the cookie, if the token is right.

        Raises:
            RefusedError: It is not.
        """
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            raise RefusedError(403, _STRANGER)
        response.set_cookie(
            _name_cookie(request), self.token, httponly=True, samesite="strict", path="/corrections"
        )

    def check_reader(self, request: Request) -> None:
        """Refuse whoever has not opened the printed address.

        Raises:
            RefusedError: This one has not.
        """
        cookie = request.cookies.get(_name_cookie(request), "")
        if not secrets.compare_digest(cookie.encode(), self.token.encode()):
            raise RefusedError(403, _STRANGER)

    def check_writer(self, request: Request, form_token: str) -> None:
        """Refuse a request to change something that does not come from a form of this server.

        Raises:
            RefusedError: This one does not.
        """
        self.check_reader(request)
        if not _is_own(request):
            raise RefusedError(403, _FOREIGN)
        if not secrets.compare_digest(form_token.encode(), self.form_token.encode()):
            raise RefusedError(403, _STALE)

    def seal(self, *parts: str) -> str:
        """Return what shows that these very words were shown by this server before."""
        content = "\0".join(f"{len(part)}:{part}" for part in parts).encode()
        return hmac.new(self.form_token.encode(), content, hashlib.sha256).hexdigest()

    def check_seal(self, seal: str, *parts: str) -> None:
        """Refuse what was not shown before, or not as it is.

        Raises:
            RefusedError: This was not.
        """
        if not secrets.compare_digest(seal.encode(), self.seal(*parts).encode()):
            raise RefusedError(
                409,
                "The corrections file was changed since this was shown, so nothing was written: look at it again.",
            )


def _name_cookie(request: Request) -> str:
    """Return the name of the cookie: servers on two ports of one host share their cookies."""
    return f"graph-builder-{request.url.port or 80}"


def _is_own(request: Request) -> bool:
    """Return whether a request comes from a page of this server: by its origin, or else by its referrer."""
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    origin = request.headers.get("origin")
    if origin is None:
        referrer = urlsplit(request.headers.get("referer", ""))
        origin = f"{referrer.scheme}://{referrer.netloc}"
    return origin == own and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
