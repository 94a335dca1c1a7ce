"""The errors that a person can mend, each with the exit code it leads to.

::

    GraphBuilderError      (2)
    ├── UsageError         (2)  a wrong option, parameter, name, query or target
    ├── InputError         (2)  a file or line that cannot be used
    ├── StoreError         (2)  a graph folder that cannot be used
    │   └── LockedError    (2)  … because another process writes to it
    └── OutsideError       (3)  a server or other thing outside failed

Every message names the file, the value and what to do next. Anything else that is raised is a
fault of the program and keeps its traceback.
"""


class GraphBuilderError(Exception):
    """The root of all errors with a message for people."""

    exit_code = 2


class UsageError(GraphBuilderError):
    """A wrong option, parameter, name or query, or a target that cannot be written."""


class InputError(GraphBuilderError):
    """A file or a line that cannot be used."""


class StoreError(GraphBuilderError):
    """A graph folder that is missing, damaged, locked or of a newer version."""


class LockedError(StoreError):
    """A graph folder that another process writes to: wait and try again."""


class OutsideError(GraphBuilderError):
    """Something outside the program failed: a server, a network."""

    exit_code = 3
