"""Reviews as open data: `/reviews.json`, `/reviews.csv`, and the page that explains them."""
