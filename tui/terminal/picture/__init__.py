"""What goes to the terminal: a frame in as few bytes as show it, with nothing harmful in it."""
