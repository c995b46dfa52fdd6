"""The redaction gate: what learners must not see unless somebody keeps it expressly and says why.

`gate` looks at documents; the other modules find one sort of thing in a text each.
"""
