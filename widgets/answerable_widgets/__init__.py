"""The user interface: one widget, one name.

`assess()` and `home()` are what our own notebooks call; `open()` is for an analysis of one's own.
"""

from answerable_widgets.beside import OpenAssessment
from answerable_widgets.beside import open_assessment as open  # noqa: A004 - as files are opened
from answerable_widgets.form import Form
from answerable_widgets.home import Home
from answerable_widgets.opening import Notice, assess, home

__all__ = ["Form", "Home", "Notice", "OpenAssessment", "assess", "home", "open"]
