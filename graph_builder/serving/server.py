"""Running the application: a socket, and uvicorn on it."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

import uvicorn

from graph_builder.serving.application import make_application
from graph_builder.serving.guard import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_builder.project import Project
    from graph_builder.serving.editing.pages import Editing
    from graph_builder.serving.pool import Limits
    from graph_builder.store import GraphFolder

_SECONDS_TO_FINISH = 2


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        OSError: The port is taken, or there is no such address here.
    """
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    listening = socket.create_server((host, port), family=family, backlog=512)
    listening.set_inheritable(False)
    return listening


def get_address(listening: socket.socket) -> str:
    """Return the address of the first page."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_loopback(listening: socket.socket) -> bool:
    """Return whether only this machine can reach a socket."""
    return ipaddress.ip_address(listening.getsockname()[0]).is_loopback


class _Server(uvicorn.Server):
    """A server that says when it is ready: who asks then need not wait."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()


def run_server(
    folder: GraphFolder,
    limits: Limits,
    project: Project,
    listening: socket.socket,
    *,
    announce: Callable[[str], None],
    log: bool,
    token: str | None = None,
    editing: Editing | None = None,
) -> None:
    """Serve until it is interrupted. Those who know the token may keep graphs of their own."""
    hosts = LOOPBACK if is_loopback(listening) else frozenset()
    server = _Server(
        uvicorn.Config(
            make_application(folder, limits, project, hosts, token, editing),
            log_level="info" if log else "warning",
            access_log=log,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=_SECONDS_TO_FINISH,
        ),
        lambda: announce(
            f"serving {str(folder.path)!r} at {get_address(listening)} (Ctrl+C ends it)"
        ),
    )
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        announce("stopped")
