"""The pages with a kernel: a notebook is run cell by cell, and the page streams as it goes.

Voila does the running. What is ours is the template and the promise that a page always ends:
with its widgets, or with a message and its closing tags, whatever fails on the way.
"""

import asyncio
import copy
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_async
from jupyter_server.utils import ApiPath
from tornado import web
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer

from answerable.record.pagestate import asked_for
from answerable.serving.early import State, beyond, early_state, goes_on
from answerable.serving.handlers import Plain, say_full
from answerable.serving.kernels import KERNEL, ServiceFull
from answerable.serving.settings import Page
from answerable.wording import say

EARLY_SECONDS = 1.0  # a record that takes longer to read is shown by the kernel alone


class Run(NotebookRenderer):  # type: ignore[misc] # Voila is untyped
    """One run of a page's notebook, in the kernel that was started for it."""

    async def initialize(self, **_: Any) -> None:
        """Read the notebook; nothing on the page or in the request can change how it is shown."""
        path = Path(self.root_dir) / self.notebook_path
        self.notebook = copy.deepcopy(_notebook(path, path.stat().st_mtime_ns))
        self.cwd = ""

    async def start(self, kernel_id: str, kernel: Any) -> str:
        """Wait until the kernel answers, and return its id."""
        started: str = await self._jinja_kernel_start(self.notebook, kernel_id, kernel)
        return started

    def cells(self, kernel_id: str) -> AsyncIterator[Any]:
        """Return the cells, each when it has run."""
        cells: AsyncIterator[Any] = self._jinja_cell_generator(self.notebook, kernel_id)
        return cells

    async def close(self) -> None:
        """Let go of the kernel; the page's own connection is all it needs."""
        executor = getattr(self, "executor", None)
        if executor is not None and executor.kc is not None:
            await ensure_async(executor.kc.stop_channels())


@cache
def _notebook(path: Path, changed: int) -> Any:  # noqa: ARG001 - a changed file is read again
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.kernelspec = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
    return nbformat.from_dict(notebook)


class PageHandler(Plain):
    """Starts a kernel, then sends the page while its notebook runs."""

    def initialize(self, page: Page) -> None:
        self.page = page

    @web.authenticated
    async def get(self) -> None:
        self.only_as_a_page()
        run = self._run()
        await run.initialize()
        try:
            kernel_id = await self._start_kernel()
        except ServiceFull as full:
            say_full(self, full)
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        await self._send(run, kernel_id)

    def _run(self) -> Run:
        app = self.settings["voila"]
        return Run(
            request_handler=self,
            root_dir=app.root_dir,
            notebook_path=self.page.notebook,
            traitlet_config=app.config,
            voila_configuration=app.voila_configuration,
        )

    async def _start_kernel(self) -> str:
        told = {"QUERY_STRING": self.request.query, "SCRIPT_NAME": self.request.path}
        system = self.settings["answerable_environment"]
        kernel_id: str = await ensure_async(
            self.kernel_manager.start_kernel(
                kernel_name=KERNEL, path=ApiPath(""), env=system | told
            )
        )
        return kernel_id

    async def _send(self, run: Run, kernel_id: str) -> None:
        kernel = self.kernel_manager.get_kernel(kernel_id)
        starting = asyncio.ensure_future(run.start(kernel_id, kernel))
        try:
            async for piece in self._pieces(run, kernel_id, starting):
                self.write(piece)
        except StreamClosedError:
            return  # the browser went away: nobody is left to tell
        except Exception:
            self.log.exception("The page %r could not be finished", self.request.path)
            self.write(self.templates.ending())
        finally:
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
            await run.close()
        await self.finish()

    def _pieces(
        self, run: Run, kernel_id: str, starting: "asyncio.Future[str]"
    ) -> AsyncIterator[str]:
        reading = asyncio.ensure_future(self._early(kernel_id))

        async def early() -> State | None:
            await self.flush()  # what stands so far is shown while the kernel gets ready
            await asyncio.wait({reading}, timeout=EARLY_SECONDS)
            return reading.result() if reading.done() else None

        async def kernel_start() -> str:
            await self.flush()
            return await starting

        assert self.person is not None
        return self.templates.page(
            title=say("serving", self.page.title),
            module=self.page.module,
            person=self.person,
            early=early,
            beyond=beyond,
            goes_on=goes_on,
            kernel_start=kernel_start,
            cells=run.cells,
        )

    async def _early(self, kernel_id: str) -> State | None:
        """Read what the page shows before its kernel is ready, if it is of one assessment."""
        if self.page.module != "form" or self.person is None:
            return None
        access = self.kernel_manager.access_of(kernel_id)  # type: ignore[attr-defined] # Kernels
        wanted, static = asked_for(self.request.query), self.settings["voila"].addresses
        return await asyncio.to_thread(early_state, access, wanted, self.person, static)
