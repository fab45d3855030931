"""The monitoring mechanism: what is spent, what it achieves, whether it does harm, what to change."""
