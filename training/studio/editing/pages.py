"""On which page an author mends a document, or a step of it."""

from flask import url_for

from questions.folders import FOLDER_OF

_ENDPOINTS = {"scenario": "show_scenario", "incident": "edit_incident", "control": "edit_control", "quiz": "edit_quiz"}


def page_of(kind: str, key: str, step: str = "", **more: str) -> str:
    """Return the address of a step, else of the document; of a scenario, that is its storyboard."""
    if step:
        return url_for("studio.edit_step", key=key, step_key=step, **more)  # type: ignore[arg-type]
    return url_for(f"studio.{_ENDPOINTS[kind]}", key=key, **more)  # type: ignore[arg-type]


def form_of(kind: str, key: str, step: str = "", **more: str) -> str:
    """Return the address of the form that a text stands in; of a scenario, that of what stands before its steps."""
    if kind == "scenario" and not step:
        return url_for("studio.edit_scenario", key=key, **more)  # type: ignore[arg-type]
    return page_of(kind, key, step, **more)


def edition_of(kind: str, key: str, number: int) -> str:
    """Return the address of an edition of a document."""
    return url_for("studio.show_edition", folder=FOLDER_OF[kind], key=key, number=number)
