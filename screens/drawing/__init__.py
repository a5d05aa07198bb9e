"""When a screen is drawn: once for each key. Knows no widget, no text and no prep."""
