"""How a parent meets it: a screen per step, start, review, and the fields they share."""
