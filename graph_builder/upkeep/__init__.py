"""A resolution kept up: what becomes of it with other articles."""
