"""Reading a public notice of an incident: what it says, where it says it, and as which value.

`decoding.decode` turns a file or a pasted text into plain text, `reader.read` turns that text into a `Notice`.
"""
