"""What to tell somebody whose notice can't be read, or can be read but needs a second look."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from questions.notices.decoding import decode, decode_pasted
from questions.notices.desk import Desk
from questions.notices.problems import Reason, Unreadable
from training.studio.forms.notice import NoticeForm

_REASONS = {
    Reason.EMPTY: _l("There is no text in it. Copy the words of the notice and paste them, or choose another file."),
    Reason.TOO_LARGE: _l(
        "It is too long for a notice: less than 5 MB is read. Keep the notice itself and leave out the rest."
    ),
    Reason.MOJIBAKE: _l(
        "From line %(line)s on, the characters are garbled: the text was stored in one encoding and opened in another. "
        "Copy it again from the original page, or save the file as UTF-8."
    ),
    Reason.MIXED_ENCODINGS: _l(
        "The file mixes encodings; the first line in another one is line %(line)s. Save it as UTF-8 and read it again."
    ),
    Reason.UNKNOWN_ENCODING: _l(
        "Line %(line)s is in no encoding that is read here (UTF-8, Shift_JIS, EUC-JP, JIS). Save the file as UTF-8 and "
        "read it again."
    ),
    Reason.NOT_TEXT: _l(
        "This is neither text nor HTML, Word (.docx) or PDF. Open it and copy the words of the notice."
    ),
    Reason.PDF_WITHOUT_TEXT: _l(
        "The PDF holds pictures of pages and no text. Type the notice, or copy its words from the organisation's page."
    ),
    Reason.PDF_ENCRYPTED: _l("The PDF is locked with a password. Open it with the password and copy its words."),
    Reason.BROKEN_PDF: _l("The PDF is damaged. Load it again, or open it in a viewer and copy its words."),
    Reason.BROKEN_WORD: _l(
        "The Word file is damaged, or is not a .docx file. Open it in Word, save it as .docx, or copy its words."
    ),
}

NOT_AN_INCIDENT = _l("This text tells of no incident. If it does, write the incident down in the blank form instead.")
TWO_INCIDENTS = _l("This text tells of more than one incident. Read each of them as a text of its own.")


def text_of(form: NoticeForm) -> str | None:
    """Return the text of the pasted or uploaded notice, or None when errors stand in the form."""
    file = form.file.data
    if not file or (form.text.data or "").strip():
        return read_pasted(form.text)
    try:
        text = decode(file.read()).text
    except Unreadable as problem:
        form.file.errors = [*form.file.errors, why(problem)]
        return None
    form.text.data = text  # where the form is shown again, the file can't be
    return text


def is_asked_about(desk: Desk, form: NoticeForm) -> bool:
    """Tell whether a text tells of no incident and nobody said yet that it is to be kept; say so beside it."""
    if form.keeps.data or "not-an-incident" not in desk.remarks:
        return False
    form.text.errors = [*form.text.errors, gettext("This text tells of no incident, so nothing is stored yet.")]
    return True


def read_pasted(field: TextAreaField) -> str | None:
    """Return the text that was pasted into a field, or None when errors stand there."""
    try:
        return decode_pasted((field.data or "").strip()).text
    except Unreadable as problem:
        field.errors = [*field.errors, why(problem)]
        return None


def why(problem: Unreadable) -> str:
    """Return in a sentence or two why a notice can't be read, where, and what helps."""
    return str(_REASONS[problem.reason]) % {"line": problem.line or 1}
