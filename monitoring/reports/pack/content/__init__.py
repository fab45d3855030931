"""What a pack says, section by section, each from one state of the ledger."""
