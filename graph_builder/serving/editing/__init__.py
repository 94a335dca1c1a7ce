"""Correcting a graph in the browser: what a person says is written into a corrections file, which the next build applies.

::

    pages                    what answers below /corrections
        ├── access           who may: the token that serve printed, from this very server
        ├── forms            what a person filled in → an entry of the file
        ├── sentences        an entry in words
        └── desk             the file: what an entry would change, writing it, taking it out, applying
                └── trial    the world with and without an entry

Nothing here changes the graph itself: that does a build, from articles and corrections.
"""
