"""What goes to a meeting: quarters closed with two keys, what changed since, and the packs made of a frozen state."""
