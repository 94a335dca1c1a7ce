from __future__ import annotations


def find_observations(context):
    return ()
