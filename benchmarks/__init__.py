"""Measures the course beside two books made from the same chapter with stock parts. Run it with ``make bench``."""
