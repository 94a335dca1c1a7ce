"""Precision, recall and F1 against marked-up text: one module a measure."""
