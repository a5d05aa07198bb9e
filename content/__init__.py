"""What is said: the guide, the prep, its file, the checks and the sheets. No terminal in here."""
