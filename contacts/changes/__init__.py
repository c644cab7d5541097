"""Changes of numbers: what is kept of them, where the old one showed, and what is still to be corrected."""
