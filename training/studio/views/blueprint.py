"""The blueprint that all pages of the studio hang on."""

from flask import Blueprint

bp = Blueprint("studio", __name__, url_prefix="/studio")
