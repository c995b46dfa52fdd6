"""Which language and time zone a page is in, and how texts of documents become words on it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import nh3
from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, Request, current_app, g, has_request_context, request, session
from flask_babel import force_locale, get_locale, get_timezone, get_translations, gettext
from flask_login import current_user
from jinja2 import pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markupsafe import Markup
from wtforms.i18n import messages_path

from questions.text import LocalisedText
from training.extensions import babel
from training.field_messages import FieldMessages

_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
_TAGS = {"p", "ul", "ol", "li", "em", "strong", "code", "br", "blockquote", "a", "hr", "pre"}


def select_locale() -> Locale:
    """Return the person's own language, else the one chosen in this browser, else the best that it asks for."""
    return _locale(_choose(getattr(current_user, "locale", None)))


_locale = lru_cache(Locale.parse)  # which a request would do once


def locale_without_data() -> str:
    """Return the language of an error page: as `select_locale`, but never loads a person."""
    return _choose(getattr(g.get("_login_user"), "locale", None))


def _choose(own: str | None) -> str:
    if not has_request_context():  # nobody reads; a mail forces its own language
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    languages: list[str] = current_app.config["LANGUAGES"]
    for wanted in (own, session.get("locale")):
        if wanted in languages:
            return str(wanted)
    best = request.accept_languages.best_match(languages)
    return best or str(current_app.config["BABEL_DEFAULT_LOCALE"])


def select_time_zone() -> str | None:
    """Return the person's own time zone, if any."""
    return getattr(current_user, "time_zone", None)


def time_zone() -> str:
    """Return the name of the time zone of this page; asking Flask-Babel for it makes it anew at every request."""
    return select_time_zone() or str(current_app.config["BABEL_DEFAULT_TIMEZONE"])


def language() -> str:
    """Return the language tag of this page."""
    # Flask-Babel's own note, if there is one: a page asks a hundred times, and get_locale takes three times as long.
    here = g._get_current_object()  # a method of a proxy is looked up anew each time
    locale = getattr(here.get("_flask_babel"), "babel_locale", None) or get_locale()
    return locale.language if locale else str(current_app.config["BABEL_DEFAULT_LOCALE"])


def listed(names: Iterable[str]) -> str:
    """Return names one after the other, as the language of this page lists them."""
    return gettext(", ").join(names)


def localised(text: LocalisedText | None) -> str:
    """Return a document's text in the language of this page; nothing for None."""
    return text.in_language(language()) if text else ""


@lru_cache(maxsize=4096)
def render_markdown(source: str) -> Markup:
    """Return safe HTML for the small Markdown of stories and feedback."""
    html = nh3.clean(_markdown.render(source), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto"})
    return Markup(html)  # sanitised in the line above  # noqa: S704  # nosec B704


def markdown(text: LocalisedText | str | None) -> Markup:
    """Return safe HTML for a text of a document in the language of this page."""
    if text is None:
        return Markup("")
    return render_markdown(localised(text) if isinstance(text, LocalisedText) else text)


@lru_cache(maxsize=4096)
def _message(tag: str, message: str) -> Markup:
    with force_locale(tag):
        return Markup(get_translations().ugettext(message))  # ours, as are the templates  # noqa: S704  # nosec B704


@pass_context
def _translate(context: Context, message: str, **values: Any) -> str:
    """Do what Jinja's own `_` does, but look each message up once instead of at every page."""
    translated = _message(language(), message)
    if not context.eval_ctx.autoescape:
        return str(translated) % values
    return translated % values if values or "%" in message else translated


@lru_cache
def _form_messages(tag: str) -> NullTranslations:
    messages = FieldMessages()
    messages.add_fallback(Translations.load(messages_path(), [tag], domain="wtforms"))
    return messages


class LocalisedRequest(Request):
    """A request that finds the messages of form fields in memory; Flask-WTF reads their file at every form."""

    @property
    def wtforms_translations(self) -> NullTranslations:
        """Return the messages in the language of this page."""
        return _form_messages(language())


def init_app(app: Flask) -> None:
    """Choose language and time zone per request and offer the filters `text` and `markdown`."""
    app.request_class = LocalisedRequest
    # Its types know tags only; a locale that is one already saves it the search.
    babel.init_app(app, locale_selector=select_locale, timezone_selector=select_time_zone)  # type: ignore[arg-type]
    app.jinja_env.globals["_"] = _translate
    app.jinja_env.filters["text"] = localised
    app.jinja_env.filters["markdown"] = markdown
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.globals["get_timezone"] = get_timezone
