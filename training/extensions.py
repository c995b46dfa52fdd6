"""Flask extensions, bound to the application in `create_app`."""

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from training.models import Base
from training.reading import ReadingSession

db = SQLAlchemy(model_class=Base, session_options={"class_": ReadingSession, "expire_on_commit": False})
babel = Babel()
bootstrap = Bootstrap5()
csrf = CSRFProtect()
login_manager = LoginManager()
