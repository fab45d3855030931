"""Figures of other sources: what they say beside the theories, never part of a status or a total."""
