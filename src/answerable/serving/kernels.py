"""The kernels behind open pages: whose they are, how many there may be, and when they end."""

import asyncio
import os
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import Any

import httpx
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server import CallContext
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from answerable.errors import ServingRefused
from answerable.record import Person
from answerable.record.remote.client import CAPABILITY
from answerable.serving.environment import kernel_environment
from answerable.serving.forking import ForkedProvisioner
from answerable.serving.settings import ServeSettings

KERNEL = "python3"
SETTLING_SECONDS = 10.0  # a page that is still loading has a kernel and no connection yet


class ServiceFull(Exception):
    """No more kernels: for this person, or for anybody."""

    def __init__(self, whose: str, count: int) -> None:
        """Keep `whose` limit it is (`person` or `all`) and how many kernels are open."""
        self.whose, self.count = whose, count
        super().__init__(f"{whose}: {count}")


class OwnPython(KernelSpecManager):
    """One kernel for every page: this very Python, whatever else is installed on the machine."""

    @property
    def app_folder(self) -> str:
        app: Any = self.parent
        return str(app.connection_dir)

    def find_kernel_specs(self) -> dict[str, str]:
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002 - there is one
        own = f"--ipython-dir={self.app_folder}"  # no start-up files of the user's
        quiet = "--HistoryManager.enabled=False"
        module = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
        argv = [sys.executable, *module, own, quiet]
        return KernelSpec(argv=argv, display_name=KERNEL, language="python")


class Kernels(AsyncMappingKernelManager):
    """Starts a kernel for a person if there is room, and ends it soon after its page is gone."""

    def __init__(self, **kwargs: Any) -> None:
        """Start with none."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self.owners: dict[str, str] = {}
        self._passes: dict[str, str] = {}
        self._alone_since: dict[str, float] = {}
        self._claimed: set[str] = set()
        self._starting: Counter[str] = Counter()
        self._endings: set[asyncio.Task[None]] = set()

    @property
    def app(self) -> Any:
        """The Voila that these kernels belong to."""
        return self.parent

    @property
    def serving(self) -> ServeSettings:
        settings: ServeSettings = self.app.serving
        return settings

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override] # as Jupyter's
        """Start a kernel for whoever asks now; raise `ServiceFull` if there is no room."""
        user = CallContext.get(CallContext.JUPYTER_HANDLER).current_user
        await self._take_place(user.username)
        try:
            kernel_id = await self._started(Person(user.username, user.name), kwargs)
        finally:
            self._starting[user.username] -= 1
        self._end_when_alone(kernel_id, self.serving.unclaimed_after)
        return kernel_id

    async def _started(self, person: Person, kwargs: dict[str, Any]) -> str:
        offered = kwargs.pop("env", os.environ)
        access = await self._access(person)
        told = kernel_environment(offered, self.serving, person, self.app.addresses, access)
        kwargs["env"] = told
        kernel_id: str = await super().start_kernel(**kwargs)
        self.owners[kernel_id] = person.id
        self._passes[kernel_id] = access.get(CAPABILITY, "")
        return kernel_id

    async def _access(self, person: Person) -> dict[str, str]:
        """Return the way to the records for one kernel: never the store itself."""
        records = self.app.records
        if records is None:
            return {}
        capability = await asyncio.to_thread(records.pass_for, person)
        return {"ANSWERABLE_STORE": records.url, CAPABILITY: capability}

    def pre_start_kernel(
        self, kernel_name: str | None, kwargs: dict[str, Any]
    ) -> tuple[Any, str, str]:
        """Return a manager for a new kernel, which forks it where it can."""
        manager, name, kernel_id = super().pre_start_kernel(kernel_name, kwargs)
        manager.provisioner = forked = ForkedProvisioner(
            kernel_id=kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
        forked.zygote = self.app.zygote
        return manager, name, kernel_id

    def access_of(self, kernel_id: str) -> dict[str, str]:
        """Return where a kernel finds the records, and its pass; nothing if it has none."""
        capability = self._passes.get(kernel_id, "")
        return {"url": self.app.records.url, "capability": capability} if capability else {}

    # room

    async def _take_place(self, person: str) -> None:
        while (full := self._full(person)) is not None:
            forgotten = self._longest_alone(person if full.whose == "person" else None)
            if forgotten is None:
                raise full
            await self._end(forgotten)
        self._starting[person] += 1

    def _full(self, person: str) -> ServiceFull | None:
        everybody = len(self.list_kernel_ids()) + self._starting.total()
        if everybody >= self.serving.kernels_in_all:
            return ServiceFull("all", everybody)
        theirs = sum(self.owners.get(kernel_id) == person for kernel_id in self.list_kernel_ids())
        theirs += self._starting[person]
        if theirs >= self.serving.kernels_per_person:
            return ServiceFull("person", theirs)
        return None

    def _longest_alone(self, person: str | None) -> str | None:
        """Return the kernel that has been without a page for longest, of one person or of all."""
        settled = time.monotonic() - SETTLING_SECONDS
        alone = [
            (since, kernel_id)
            for kernel_id, since in self._alone_since.items()
            if (kernel_id in self._claimed or since < settled)
            and person in {None, self.owners.get(kernel_id)}
        ]
        return min(alone)[1] if alone else None

    # the end

    def notify_connect(self, kernel_id: str) -> None:
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        self._alone_since.pop(kernel_id, None)
        self._claimed.add(kernel_id)

    def notify_disconnect(self, kernel_id: str) -> None:
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if self._kernel_connections.get(kernel_id) == 0:
            self._end_when_alone(kernel_id, self.serving.gone_after)

    def _end_when_alone(self, kernel_id: str, seconds: float) -> None:
        self._alone_since[kernel_id] = since = time.monotonic()
        task = asyncio.ensure_future(self._end_after(kernel_id, since, seconds))
        self._endings.add(task)
        task.add_done_callback(self._endings.discard)

    async def _end_after(self, kernel_id: str, since: float, seconds: float) -> None:
        await asyncio.sleep(seconds)
        while self._busy(kernel_id):  # noqa: ASYNC110 - it may be saving what the page sent last
            await asyncio.sleep(seconds)
        if self._alone_since.get(kernel_id) == since:
            self.log.info("Kernel %s ends: its page is gone", kernel_id)
            await self._end(kernel_id)

    async def _end(self, kernel_id: str) -> None:
        self._forget(kernel_id)  # at once: a page that asks now must not come back to it
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]

    def _busy(self, kernel_id: str) -> bool:
        state = getattr(self._kernels.get(kernel_id), "execution_state", "")
        return kernel_id in self._alone_since and state == "busy"

    def remove_kernel(self, kernel_id: str) -> Any:
        self._forget(kernel_id)
        return super().remove_kernel(kernel_id)

    def _forget(self, kernel_id: str) -> None:
        self.owners.pop(kernel_id, None)
        self._alone_since.pop(kernel_id, None)
        self._claimed.discard(kernel_id)
        if capability := self._passes.pop(kernel_id, ""):
            threading.Thread(target=self._revoke, args=[capability], daemon=True).start()

    def _revoke(self, capability: str) -> None:
        with suppress(httpx.HTTPError, ServingRefused):  # the pass runs out by itself
            self.app.records.revoke(capability)
