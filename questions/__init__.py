"""The question bank: incidents, controls, scenarios and questions as documents, and how an answer is graded.

Knows neither Flask nor a database, neither people nor clocks; `python -m questions check` runs it alone.
"""
