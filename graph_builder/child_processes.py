"""Work that may hang, or crash its process, done in a process of its own: both sides of it.

The two talk by frames over pipes. The child says that it is ready with an empty frame, and then answers one frame with another.

The operating system ends a child whose work takes too long, by the timer that it sets itself: that works whatever it is doing,
follows no clock that can be set, and outlives the process that gave the work.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[[bytes], bytes]

PATIENCE = 60.0
"""How many seconds an article gets, if nothing else is said; one more for each thousand characters."""

_LENGTH = struct.Struct(">I")
"""What begins each frame: how many bytes follow."""
_SECONDS = struct.Struct(">d")
"""What begins the content of what a child gets: how long it may take."""
_LOADING = 600.0  # seconds
_FAREWELL = 30
_PR_SET_PDEATHSIG = 1  # prctl(2)
_FIRST_TO_GO = (
    "1000"  # the highest score of Linux's killer of processes, see proc_pid_oom_score_adj(5)
)
# One thread each: there are processes enough, and sums in another order are other sums.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def limit_time(length: int, patience: float = PATIENCE) -> float:
    """Return how many seconds an article of so many characters may take.

    >>> limit_time(5_000)
    65.0
    """
    return patience + length / 1000


class Child:
    """A process, seen from the one that gives it work.

    Args:
        program: The module that runs in it, by ``run_child``.
        arguments: Its arguments.
    """

    def __init__(self, program: str, arguments: tuple[str, ...] = ()) -> None:
        # -P: no module of the current folder is taken for one of ours. A session of its own: Ctrl-C is for the
        # process that gives the work, which then ends this one.
        self._process = subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-P", "-m", program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **_ONE_THREAD},
        )
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._input: IO[bytes] = self._process.stdin
        self.output: IO[bytes] = self._process.stdout

    def send(self, content: bytes, seconds: float) -> None:
        """Give it work, and so many seconds for it. If it has ended meanwhile, its output will say so."""
        with contextlib.suppress(BrokenPipeError):
            _send(self._input, _SECONDS.pack(seconds) + content)

    def receive(self) -> bytes | None:
        """Return what it says next, or none when it has ended."""
        return _receive(self.output)

    def wait(self) -> int:
        """Return how it ended when it ends: its exit code, or the number of a signal below zero."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        return self.kill()

    def kill(self) -> int:
        """End it, and return how it ended."""
        self._process.kill()
        self.output.close()
        with contextlib.suppress(BrokenPipeError):
            self._input.close()
        return self._process.wait()


def explain_end(name: str, code: int, seconds: float) -> str:
    """Return a sentence on an article that was left out, by how the process ended that had so many seconds for it."""
    if code == -signal.SIGALRM:
        return (
            f"{name}: left out, since reading it took longer than {seconds:.0f} seconds; "
            "give it more with --patience, or cut it into several articles"
        )
    if code < 0:
        return (
            f"{name}: left out, since the process that read it was ended twice ({name_end(code)})"
        )
    return f"{name}: left out, since the program failed on it ({name_end(code)}); please report what it said above"


def name_end(code: int) -> str:
    """Return how a process ended, by its exit code or the number of a signal below zero.

    >>> name_end(-9), name_end(1)
    ('SIGKILL', 'exit code 1')
    """
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def run_child(start: Callable[[], Answer]) -> None:
    """Answer, in a process that was started for it, until there is no more work.

    Args:
        start: Loads what is needed, and returns what answers.
    """
    output = _take_output()
    _offer_to_go_first()
    _end_with_parent()
    _end_in(_LOADING)
    answer = start()
    _end_in(0)
    try:
        _send(output, b"")
        while content := _receive(sys.stdin.buffer):
            _end_in(_SECONDS.unpack_from(content)[0])
            answered = answer(content[_SECONDS.size :])
            _end_in(0)
            _send(output, answered)
    except BrokenPipeError:
        os._exit(0)  # nobody wants more


def _take_output() -> IO[bytes]:
    """Return standard output, and let everything else that writes there write to standard error."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def _offer_to_go_first() -> None:
    """Where memory runs out, let the system end this process and not the one that gives the work."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")


def _end_with_parent() -> None:
    """Let Linux end this process when the one that gives the work ends; elsewhere, its time ends it."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end_in(seconds: float) -> None:
    """Let the operating system end this process after so many seconds; 0: let it live."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    content = pipe.read(length)
    return content if len(content) == length else None
