"""The blueprint of what employees do."""

from flask import Blueprint

bp = Blueprint("learning", __name__)
