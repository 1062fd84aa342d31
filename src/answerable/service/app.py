"""The service put together: a store, the access table, passes, limits, addresses."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from answerable import __version__
from answerable.bank.model import Bank
from answerable.governance.access import load_access
from answerable.record.database.local import LocalStore
from answerable.record.proof.keys import Keyring
from answerable.service import routes
from answerable.service.capabilities import Capabilities, Lifetimes
from answerable.service.changes import Changes
from answerable.service.desk import Desk
from answerable.service.guarded import GuardedRecords
from answerable.service.housekeeping import tidying
from answerable.service.limits import Limited
from answerable.service.models import ProblemModel
from answerable.service.presence import Presence
from answerable.service.problems import TYPE, tell_problems
from answerable.service.settings import ServiceSettings

_PROBLEM = {
    "description": ProblemModel.__doc__,
    "content": {TYPE: {"schema": ProblemModel.model_json_schema()}},
}


def build(settings: ServiceSettings, bank: Bank | None = None) -> FastAPI:
    """Return the service as an ASGI application.

    Raises:
        StoreError, StoreOutdated, RecordTooNew: its store cannot be used.
    """
    store = LocalStore(settings.store, bank, Keyring(settings.keys_folder))
    presence = Presence()
    desk = Desk(
        records=GuardedRecords(store, load_access(), settings.everybody),
        capabilities=Capabilities(store, Lifetimes(settings.pass_seconds, settings.line_seconds)),
        changes=Changes(store, presence),
        presence=presence,
        issuer=settings.issuer,
        people=settings.people,
    )

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with tidying(store, desk.capabilities), desk.changes.watching():
            yield
        store.close()

    app = FastAPI(
        title="Answerable records",
        version=__version__,
        lifespan=running,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        responses={"default": _PROBLEM},
    )
    app.state.desk = desk
    for router in (routes.open_to_all, routes.people, routes.names, routes.records, routes.imports):
        app.include_router(router)
    tell_problems(app)
    app.add_middleware(Limited, limits=settings.limits)
    return app
