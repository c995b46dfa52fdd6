"""The blueprint that all pages of the studio hang on."""

from flask import Blueprint

from training.forms.folding import gist

bp = Blueprint("studio", __name__, url_prefix="/studio")
bp.add_app_template_filter(gist, "gist")
