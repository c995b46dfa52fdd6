"""Rulings: the decisions after the fact by which questions are marked. Authors make them, learning marks by them."""
