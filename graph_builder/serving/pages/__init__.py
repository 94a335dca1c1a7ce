"""The pages: what each shows (``view``, ``cards`` and a module a page), and how it is written (``rendering``, ``links``)."""
