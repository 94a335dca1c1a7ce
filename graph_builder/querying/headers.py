"""The YAML in the headers of questions, without a reader of YAML where that can be.

To load one takes a third of the time in which a question is answered. So ``headers.json`` has what the headers of the program's own
questions say, by their very text: one that was changed is read as YAML like any other. ``make golden`` writes the file, and a
test compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_KNOWN = Path(__file__).with_name("headers.json")


def get_header(text: str) -> str:
    """Return the YAML in a question's text: its lines that begin with ``#+``, without that."""
    lines = (line.lstrip() for line in text.splitlines())
    return "\n".join(line[2:] for line in lines if line.startswith("#+"))


def read_header(text: str) -> Any:
    """Return what the header of a question's text says; every scalar is a text.

    Raises:
        ValueError: It is no YAML.
    """
    header = get_header(text)
    known = json.loads(_KNOWN.read_bytes()) if _KNOWN.exists() else {}
    return known[header] if header in known else parse_yaml(header)


def parse_yaml(header: str) -> Any:
    """Return what YAML says; every scalar is a text.

    Raises:
        ValueError: It is no YAML.
    """
    import yaml  # noqa: PLC0415 - see above

    # A BaseLoader leaves every scalar the text that it is: 2025-01-01 is no date, and "no" no boolean. The one in C is not
    # on every machine.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(header, Loader=loader)  # noqa: S506 - makes only str, list and dict
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def write_headers(folder: Path) -> str:
    """Return the text of ``headers.json`` for the questions of a folder."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.rq")))
    headers = {header: parse_yaml(header) for header in map(get_header, texts)}
    return json.dumps(headers, ensure_ascii=False, indent=1) + "\n"
