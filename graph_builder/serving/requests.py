"""What a request says: its parameters and its content, of a size that is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pyoxigraph
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

Pairs = list[tuple[str, str]]
_MOST_PARAMETERS = 1000


class RefusedError(Exception):
    """A request that is not answered, with the status and the sentence that say why."""

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = dict(headers or {})

    def respond(self) -> Response:
        """Return the response that says so."""
        return PlainTextResponse(f"{self.sentence}\n", self.status, self.headers)


async def read_body(request: Request, most: int) -> bytes:
    """Return a request's content.

    Raises:
        RefusedError: It is larger than ``most`` bytes.
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise RefusedError(413, f"the request is larger than {most} bytes: send a shorter one")
    return bytes(content)


def decode(content: bytes) -> str:
    """Return content as text.

    Raises:
        RefusedError: It is not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the request is not UTF-8: send it as UTF-8") from error


def read_pairs(text: str) -> Pairs:
    """Return the parameters of a query string or a form.

    Raises:
        RefusedError: There are too many, or they are not UTF-8.
    """
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except ValueError as error:
        raise RefusedError(400, f"the parameters cannot be read: {error}") from error


def get_all(pairs: Pairs, name: str) -> list[str]:
    """Return the values of a parameter."""
    return [value for key, value in pairs if key == name]


def get_one(pairs: Pairs, name: str) -> str | None:
    """Return the value of a parameter that stands at most once.

    Raises:
        RefusedError: It stands more than once.
    """
    values = get_all(pairs, name)
    if len(values) > 1:
        raise RefusedError(400, f"the parameter {name!r} stands {len(values)} times: give it once")
    return values[0] if values else None


def check_iris(iris: list[str]) -> list[str]:
    """Return IRIs of graphs, if that is what they are.

    Raises:
        RefusedError: One is none.
    """
    for iri in iris:
        try:
            pyoxigraph.NamedNode(iri)
        except ValueError as error:
            raise RefusedError(400, f"{iri!r} is no IRI of a graph: {error}") from error
    return iris
