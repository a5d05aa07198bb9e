# Reads what dumpkeys writes. A key that goes to another terminal, restarts, prints the kernel's state, scrolls back to
# what the last visitor saw, or holds the screen, becomes no key at all. Names as in `dumpkeys --long-info`.
/=/s/\b(Console_[0-9]+|Last_Console|Incr_Console|Decr_Console|Boot|SAK|KeyboardSignal|Spawn_Console|Show_(Memory|Registers|State)|Scroll_(Backward|Forward|Lock))\b/VoidSymbol/g
