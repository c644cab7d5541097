"""Contacts as open data: `/contacts.json`, `/contacts.csv`, and the page that explains them."""
