"""What the person concerned is told, asks to be corrected, and can hold against who looked."""
