"""The processes that answer queries: as many as may run at once, each killed when its time is up."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph_builder.serving.worker import LENGTH, Wanted

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may take, and how many there may be.

    Attributes:
        seconds: How long a query may run.
        rows: How many rows or triples an answer may have.
        size: How many bytes an answer may have.
        request: How many bytes a request may have.
        change: How many bytes a request to write may have.
        running: How many queries run at once.
        waiting: How many more may wait for their turn.
        patience: How many seconds they wait, before they are told to come again.
    """

    seconds: float = 30
    rows: int = 100_000
    size: int = 64 << 20
    request: int = 1 << 20
    change: int = 16 << 20
    running: int = 2
    waiting: int = 64
    patience: float = 10


class BusyError(Exception):
    """So many queries run and wait that this one cannot be taken."""


class SlowError(Exception):
    """The query did not end in time, and was ended."""


class LostError(Exception):
    """The process ended in the midst of a query: it took too much memory."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker said: what the answer is, and its content."""

    about: dict[str, Any]
    content: bytes


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, question: Wanted) -> Reply:
        writer, reader = self._process.stdin, self._process.stdout
        assert writer is not None  # noqa: S101 - both are pipes
        assert reader is not None  # noqa: S101
        frame = json.dumps(asdict(question)).encode()
        try:
            writer.write(LENGTH.pack(len(frame)) + frame)
            await writer.drain()
            about = await self._read(reader)
            return Reply(json.loads(about), await self._read(reader))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise LostError from error

    async def _read(self, reader: asyncio.StreamReader) -> bytes:
        length = LENGTH.unpack(await reader.readexactly(LENGTH.size))[0]
        return await reader.readexactly(length)

    async def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class Pool:
    """Asks the workers, never more at once than the limits say.

    Args:
        folder: The graph folder.
        limits: What a query may take.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.limits = limits
        self._folder = folder
        self._idle: list[_Worker] = []
        self._slots = asyncio.Semaphore(limits.running)
        self._waiting = 0

    async def start(self) -> None:
        """Start the workers, so that the first query need not wait for one."""
        self._idle = [await self._spawn() for _ in range(self.limits.running)]

    async def stop(self) -> None:
        """End all workers."""
        while self._idle:
            await self._idle.pop().kill()

    async def ask(self, question: Wanted) -> Reply:
        """Return the answer to a question, or what became of a change.

        Raises:
            BusyError: Too many others run and wait.
            SlowError: It took too long.
            LostError: It took too much memory.
        """
        await self._take_slot()
        try:
            worker = self._idle.pop() if self._idle else await self._spawn()
            return await self._watch(worker, question)
        finally:
            self._slots.release()

    async def _take_slot(self) -> None:
        if self._slots.locked() and self._waiting >= self.limits.waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._slots.acquire()
        except TimeoutError as error:
            raise BusyError from error
        finally:
            self._waiting -= 1

    async def _watch(self, worker: _Worker, question: Wanted) -> Reply:
        finished = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                reply = await worker.ask(question)
            finished = True
        except TimeoutError as error:
            raise SlowError from error
        finally:
            if finished and worker.is_alive:
                self._idle.append(worker)
            else:
                await worker.kill()
        return reply

    async def _spawn(self) -> _Worker:
        # -P: no module of the folder in which the server was started is taken for one of ours.
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "graph_builder.serving.worker",
            str(self._folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        return _Worker(process)
