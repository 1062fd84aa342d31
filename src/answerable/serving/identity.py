"""Who is asking. Until there is a sign-in: the person whose account runs the app, and nobody else.

That is only safe while no other person can reach the app. So it listens on loopback alone, answers
only to a loopback name (a foreign name that resolves to this computer is an attack), and, where the
system can tell, only to connections from the same account.
"""

import ipaddress
from typing import Any

from jupyter_server.auth import Authorizer, IdentityProvider, User
from tornado import web

from answerable.errors import ServingRefused
from answerable.record.account import system_person
from answerable.serving.peer import same_account
from answerable.wording import say


def require_loopback(ip: str) -> None:
    """Refuse to listen where others could connect."""
    try:
        zoned = "%" in ip  # the system's resolver reads these in its own ways
        safe = ip == "localhost" or (not zoned and ipaddress.ip_address(ip).is_loopback)
    except ValueError:
        safe = False
    if not safe:
        raise ServingRefused(why=say("serving", "refused_address", ip=ip))


class SystemIdentity(IdentityProvider):
    """Everybody who may connect is the person whose account runs the app."""

    @property
    def auth_enabled(self) -> bool:
        return True

    def get_user(self, handler: web.RequestHandler) -> User | None:
        stream = getattr(handler.request.connection, "stream", None)
        if stream is None or not same_account(stream.socket):
            return None
        person = system_person()
        return User(username=person.id, name=person.name)

    def get_handlers(self) -> list[tuple[str, object]]:
        return []


class OwnKernelOnly(Authorizer):
    """A person may use the kernels that were started for them."""

    def is_authorized(
        self,
        handler: Any,
        user: User,
        action: str,  # noqa: ARG002 - Jupyter's signature
        resource: str,
    ) -> bool:
        if resource != "kernels":
            return False
        owner = handler.kernel_manager.owners.get(handler.path_kwargs.get("kernel_id"))
        return bool(owner == user.username)
