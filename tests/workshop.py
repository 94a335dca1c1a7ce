"""Other people's tools that tests open exports with. "make tools" installs them into build/tools.

Where one is missing, its tests say so and are skipped; in CI that is a failure.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent.parent / "build" / "tools"


def find(tool: str) -> Path:
    """Return the folder of installed tools: ``python``, ``spark``, ``node``, ``jena`` or ``robot``."""
    folder = TOOLS / tool
    if not (folder / ".installed").exists():
        message = f"the tools of {tool} are not installed: run 'make tools', which needs pip, npm, or Maven and Java 17"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


def run_java(tool: str, main: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program of a tool that Maven brought."""
    command = ["java", "-Xmx512m", "-cp", f"{find(tool)}/*", main, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def run_python(program: str, *arguments: object) -> str:
    """Run a program with the tools of Python, and return what it printed."""
    python = str(find("python") / "bin" / "python")
    command = [python, "-W", "ignore", "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
