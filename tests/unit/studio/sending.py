"""What a browser sends when nothing in a form is touched."""

from werkzeug.datastructures import MultiDict

from training.forms.parts import DocumentForm, PartField, Rows, every_field
from training.forms.pieces import Localised, Tick, Ticks

Sent = MultiDict[str, str]


def sent(form: DocumentForm) -> Sent:
    """Return the fields of `form` as a browser without JavaScript sends them."""
    fields: Sent = MultiDict()
    for field in every_field(form):
        if isinstance(field, Localised):
            for tag, text in field.texts.items():
                fields.add(field.box(tag), text.replace("\n", "\r\n"))
            fields.add(field.box("others"), field.others_json())
        elif isinstance(field, Tick):
            if field.data:
                fields.add(field.name, "y")
        elif isinstance(field, Ticks):
            for value in field.data or []:
                fields.add(field.name, value)
        elif not isinstance(field, Rows | PartField):
            fields.add(field.name, field.data or "")
    return fields
