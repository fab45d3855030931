"""Putting messages, names, numbers and periods into words, in Dutch or English.

Only the pages and the command line do so; everything below hands on values (see
`theory_of_change.text`). The English sentence in the code is the key of its translation;
`nl.po` holds the Dutch, `python -m monitoring.language` brings it up to date with the code.
"""

from monitoring.language.words import Words, language_of

__all__ = ["Words", "language_of"]
