"""Contacts out of the admin as CSV, and back in."""
