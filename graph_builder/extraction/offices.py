from __future__ import annotations


def find_tenures(context):
    return ()
