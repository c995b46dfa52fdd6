"""The studio's forms. They mirror the documents: a field has the name of the part of the document that it edits."""
