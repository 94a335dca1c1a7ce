from __future__ import annotations


def resolve_speakers(context):
    return tuple(context.claims)
