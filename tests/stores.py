"""Real triple stores for tests: started on a free port of this machine in a folder of their own, and stopped again.

``make servers`` provides the Java ones. Where something is missing, a test says so and skips; in CI it fails.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
JARS = ROOT / "build" / "servers"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
PATIENCE = 120.0
"""Seconds that a store may take to start: Java on a busy machine is slow."""

_REPOSITORY = """
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
[] a rep:Repository ; rep:repositoryID "news" ;
   rep:repositoryImpl [ rep:repositoryType "openrdf:SailRepository" ;
     sr:sailImpl [ sail:sailType "openrdf:MemoryStore" ] ] .
"""
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class RunningStore:
    """A store that runs.

    Attributes:
        url: What a user gives to ``load``.
        query: Where it takes questions.
        update: Where it takes SPARQL updates; empty where it takes none without credentials.
        process: Its process, to be killed by tests that need that.
    """

    url: str
    query: str
    update: str
    process: subprocess.Popen[bytes]

    def ask(self, query: str) -> dict[str, Any]:
        """Return the answer to a question as SPARQL results JSON."""
        content = send(self.query, {"query": query}, {"Accept": "application/sparql-results+json"})
        answer: dict[str, Any] = json.loads(content)
        return answer

    def count(self, pattern: str) -> int:
        """Return how many matches a pattern has."""
        answer = self.ask(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        return int(answer["results"]["bindings"][0]["n"]["value"])

    def change(self, update: str) -> None:
        """Carry out a SPARQL update."""
        send(self.update, {"update": update}, {})


def send(url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
    """Post a form and return the body of the answer."""
    request = urllib.request.Request(url, urlencode(form).encode(), dict(headers))
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        content: bytes = response.read()
        return content


def find_free_port() -> int:
    """Return a port of the loopback interface on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def need(thing: Path | str | None, how: str) -> str:
    """Return the path of something that a test needs; skip the test where it is missing, and fail it in CI."""
    if thing is not None and Path(thing).exists():
        return str(thing)
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {how}")
    pytest.skip(how)


@contextlib.contextmanager
def run(
    command: Sequence[str | Path], folder: Path, ready: str, form: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a folder from when an address answers until the end of the block."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(
            list(map(str, command)), cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            _wait_for(ready, form, process, folder / "output.log")
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process; kill it where it does not end."""
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(20)


def _wait_for(
    url: str, form: Mapping[str, str] | None, process: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            data = urlencode(form).encode() if form else None
            with urllib.request.urlopen(url, data, timeout=5) as response:
                response.read()
        except OSError as error:
            if isinstance(error, urllib.error.HTTPError) and error.code == 401:
                return
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def run_oxigraph(folder: Path, *, read_only: bool = False, port: int = 0) -> Iterator[RunningStore]:
    """Run ``oxigraph serve`` on a store in a folder."""
    url = f"http://127.0.0.1:{port or find_free_port()}"
    store = folder / "store"
    command = [OXIGRAPH, "serve-read-only" if read_only else "serve", "--location", store]
    command += ["--bind", url.removeprefix("http://")]
    with run(command, folder, f"{url}/query?query=ASK%7B%7D") as process:
        yield RunningStore(url, f"{url}/query", f"{url}/update", process)


@contextlib.contextmanager
def run_fuseki(folder: Path, *arguments: str) -> Iterator[RunningStore]:
    """Run Apache Jena Fuseki with one data set in memory, or with other arguments."""
    java = need(shutil.which("java"), "Fuseki needs Java 17: apt-get install default-jre-headless")
    jar = need(JARS / "jena-fuseki-server.jar", "Fuseki is missing: make servers")
    port = find_free_port()
    url = f"http://127.0.0.1:{port}/news"
    command = [java, "-Xmx512m", "-cp", jar, "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"]
    command += ["--localhost", f"--port={port}", *(arguments or ("--update", "--mem")), "/news"]
    with run(command, folder, f"{url}/sparql?query=ASK%7B%7D") as process:
        yield RunningStore(url, f"{url}/sparql", f"{url}/update", process)


def _run_jetty(folder: Path, port: int, path: str, war: str, *options: str) -> list[str]:
    java = need(shutil.which("java"), "this store needs Java: apt-get install default-jre-headless")
    jetty = need(JARS / "jetty-runner.jar", "Jetty is missing: make servers")
    command = [java, "-Xmx512m", f"-Djava.io.tmpdir={folder}", *options, "-jar", jetty]
    return [*command, "--host", "127.0.0.1", "--port", str(port), "--path", path, war]


@contextlib.contextmanager
def run_rdf4j(folder: Path) -> Iterator[RunningStore]:
    """Run an RDF4J server with one repository in memory."""
    war = need(JARS / "rdf4j-http-server.war", "RDF4J is missing: make servers")
    folder.mkdir(parents=True, exist_ok=True)
    port = find_free_port()
    base = f"http://127.0.0.1:{port}/rdf4j-server"
    url = f"{base}/repositories/news"
    place = f"-Dorg.eclipse.rdf4j.appdata.basedir={folder}"
    command = _run_jetty(folder, port, "/rdf4j-server", war, place)
    with run(command, folder, f"{base}/protocol") as process:
        request = urllib.request.Request(
            url, _REPOSITORY.encode(), {"Content-Type": "text/turtle"}, method="PUT"
        )
        with urllib.request.urlopen(request, timeout=PATIENCE):
            yield RunningStore(url, url, f"{url}/statements", process)


@contextlib.contextmanager
def run_blazegraph(folder: Path) -> Iterator[RunningStore]:
    """Run Blazegraph with one namespace of quads. Its own starter fails on Java 9 and later, so Jetty runs it."""
    jar = need(JARS / "blazegraph-jar.jar", "Blazegraph is missing: make servers")
    with zipfile.ZipFile(jar) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith("war/")])
    library = folder / "war" / "WEB-INF" / "lib"
    library.mkdir()
    (library / "blazegraph.jar").symlink_to(jar)
    settings = folder / "RWStore.properties"
    text = (folder / "war" / "WEB-INF" / "RWStore.properties").read_text("latin-1")
    quads = "com.bigdata.rdf.store.AbstractTripleStore.quads"
    settings.write_text(text.replace(f"{quads}=false", f"{quads}=true") + f"\n{quads}=true\n")
    port = find_free_port()
    option = f"-Dcom.bigdata.rdf.sail.webapp.ConfigParams.propertyFile={settings}"
    url = f"http://127.0.0.1:{port}/blazegraph/sparql"
    command = _run_jetty(folder, port, "/blazegraph", str(folder / "war"), option)
    with run(command, folder, f"{url}?query=ASK%7B%7D") as process:
        yield RunningStore(url, url, url, process)


@contextlib.contextmanager
def run_virtuoso(folder: Path) -> Iterator[RunningStore]:
    """Run Virtuoso. Its user ``dba`` with the password ``dba`` may write."""
    server = need(shutil.which("virtuoso-t"), "apt-get install virtuoso-opensource-7-bin")
    folder.mkdir(parents=True, exist_ok=True)
    web = find_free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(port=find_free_port(), web=web))
    url = f"http://127.0.0.1:{web}/sparql"
    command = [server, "+foreground", "+configfile", str(settings)]
    with run(command, folder, f"{url}?query=ASK%7B%7D") as process:
        yield RunningStore(url, url, "", process)
