"""HTTP to a store: retried where that helps, and in sentences where it does not.

Sent again, with growing pauses, are requests that met a busy server (429, 502, 503, 504) or a connection that broke:
all that is sent here can be sent twice without harm. Redirects are not followed, because credentials
would go with them.
"""

from __future__ import annotations

import http.client
import re
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph_builder.errors import OutsideError, UsageError
from graph_builder.loading.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from email.message import Message
    from typing import IO, NoReturn

_BUSY = {429, 502, 503, 504}
_ATTEMPTS = 5
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_SHOWN = 200
_MEANINGS = {
    401: "it wants credentials, or others: set GRAPH_BUILDER_USER and GRAPH_BUILDER_PASSWORD, "
    "GRAPH_BUILDER_TOKEN, an entry in ~/.netrc, or one in the keyring",
    403: "these credentials may not write here, or the store is read-only",
    404: "there is nothing at this address: give the store's base or dataset address, such as "
    "http://localhost:7878 or http://localhost:3030/news",
    405: "it takes no data at this address: the store may be read-only",
    413: "it takes less at once than is sent: raise the server's limit",
    507: "the store is full: make room there",
}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Follow no redirect."""


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    content_type: str
    content: bytes
    server: str = ""


@dataclass(frozen=True)
class Transport:
    """Sends requests to one store.

    Attributes:
        credentials: Who the person is to the store.
        digest: The store asks for credentials by HTTP digest; they are never sent as they are.
        timeout: How long the server may stay silent, in seconds.
        pause: Waits for a number of seconds.
    """

    credentials: Credentials = field(default_factory=Credentials, repr=False)
    digest: bool = False
    timeout: float = 60.0
    pause: Callable[[float], None] = time.sleep

    def send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str],
        patient: bool = True,
    ) -> Reply:
        """Send a request and return the reply, whatever its status, at the latest after several attempts.

        Args:
            method: The HTTP method.
            url: The address.
            content: The body.
            headers: The headers, without credentials.
            patient: Try again also where nothing listens, which a server that starts again may mend.

        Raises:
            OutsideError: The server cannot be reached, or breaks off again and again.
        """
        request = urllib.request.Request(url, data=content, method=method, headers=dict(headers))  # noqa: S310 - only http(s), see parse_url
        if self.credentials.header and not self.digest:
            request.add_unredirected_header("Authorization", self.credentials.header)
        for attempt in range(1, _ATTEMPTS + 1):
            reply, problem, wait = self._try(request)
            if reply is not None and reply.status not in _BUSY:
                return reply
            if attempt == _ATTEMPTS or isinstance(problem, ssl.SSLCertVerificationError):
                break
            if isinstance(problem, ConnectionRefusedError) and not patient:
                break
            self.pause(_get_pause(attempt, wait))
        if reply is None:
            raise OutsideError(_explain(url, problem)) from problem
        return reply

    def _try(self, request: urllib.request.Request) -> tuple[Reply | None, Exception | None, str]:
        """Return the reply, or what went wrong, and for how long the server wants to be left alone."""
        opener = urllib.request.build_opener(_NoRedirects, *self._make_digest(request.full_url))
        try:
            with opener.open(request, timeout=self.timeout) as response:
                kind = response.headers.get_content_type()
                server = response.headers.get("Server", "")
                return Reply(response.status, kind, response.read(), server), None, ""
        except urllib.error.HTTPError as error:
            with error:
                kind = error.headers.get_content_type()
                location = error.headers.get("Location", "")
                content = location.encode() if location else _read_quietly(error)
                wait = error.headers.get("Retry-After", "")
                server = error.headers.get("Server", "")
                return Reply(error.code, kind, content, server), None, wait
        except urllib.error.URLError as error:
            reason = error.reason if isinstance(error.reason, Exception) else error
            return None, reason, ""
        except (OSError, http.client.HTTPException) as error:
            return None, error, ""

    def _make_digest(self, url: str) -> list[urllib.request.HTTPDigestAuthHandler]:
        if not (self.digest and self.credentials.user):
            return []
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, self.credentials.user, self.credentials.password)
        return [urllib.request.HTTPDigestAuthHandler(passwords)]


def _read_quietly(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read(10_000)
    except (OSError, http.client.HTTPException):
        return b""


def _get_pause(attempt: int, wait: str) -> float:
    if wait.isascii() and wait.isdigit():
        return min(float(wait), _LONGEST_PAUSE)
    return min(_FIRST_PAUSE * 2.0 ** (attempt - 1), _LONGEST_PAUSE)


def raise_for_status(reply: Reply, url: str) -> None:
    """Raise a sentence for a reply that is no success.

    Raises:
        OutsideError: The status is not 2xx.
    """
    if 200 <= reply.status < 300:  # noqa: PLR2004 - RFC 9110, section 15.3
        return
    if 300 <= reply.status < 400:  # noqa: PLR2004 - RFC 9110, section 15.4
        _raise_redirected(reply, url)
    meaning = _MEANINGS.get(reply.status)
    if meaning is None and reply.status in _BUSY:
        meaning = "it is still busy after several attempts: run the same command again later"
    if meaning is None:
        text = " ".join(re.sub(r"<[^>]*>", " ", reply.content.decode("utf-8", "replace")).split())
        meaning = f"{text[:_SHOWN] or 'no reason given'}; see the server's log"
    raise OutsideError(f"the store at {url} answered {reply.status}: {meaning}")


def _raise_redirected(reply: Reply, url: str) -> NoReturn:
    target = reply.content.decode("utf-8", "replace")[:_SHOWN]
    raise OutsideError(
        f"the store at {url} redirects to {target!r}: give that address's store to the command"
    )


def _explain(url: str, problem: Exception | None) -> str:
    if isinstance(problem, ConnectionRefusedError):
        return f"nothing answers at {url}: start the store, or correct the address"
    if isinstance(problem, TimeoutError):
        return f"the store at {url} does not answer in time: see whether it is busy, and run the same command again"
    if isinstance(problem, ssl.SSLCertVerificationError):
        return f"the certificate of {url} cannot be trusted ({problem.verify_message}): nothing was sent"
    if isinstance(problem, ConnectionError | http.client.HTTPException):
        return f"the connection to {url} broke off again and again: run the same command again, it completes the load"
    return f"the store at {url} cannot be reached ({problem}): correct the address, or see to the network"


def parse_url(url: str) -> str:
    """Return the address of a store without a slash at its end.

    Raises:
        UsageError: It is no address of the web, or holds a password.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{url!r} is no address: {error}; write http://localhost:7878") from error
    if "@" in parts.netloc:
        raise UsageError(
            "a password in an address is seen by others: set GRAPH_BUILDER_USER and GRAPH_BUILDER_PASSWORD, or "
            "GRAPH_BUILDER_TOKEN, or use ~/.netrc or the keyring, and leave it out of the address"
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(
            f"{url!r} is no address of a store: write http://localhost:7878 or http://localhost:3030/news"
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
