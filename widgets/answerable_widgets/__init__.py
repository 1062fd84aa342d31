"""The user interface: one widget, one name. `assess()` and `home()` are what notebooks call."""

from answerable_widgets.form import Form
from answerable_widgets.home import Home
from answerable_widgets.opening import Notice, assess, home

__all__ = ["Form", "Home", "Notice", "assess", "home"]
