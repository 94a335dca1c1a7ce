"""The graph over HTTP: a SPARQL endpoint, linked data, and pages to look at.

::

    application ── guard         who may ask: hosts, headers that keep a page's content harmless
        ├── sparql               SPARQL 1.1 Protocol          ── pool ── worker (a process that can be killed)
        ├── graph_store          Graph Store Protocol
        ├── writing              who may keep graphs of their own beside what was built
        ├── pages                what people look at
        └── editing              corrections in the browser
    negotiation                  Accept: → the form to answer in

Nothing here writes to what was built.
"""
