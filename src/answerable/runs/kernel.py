"""The kernel a run uses: this very Python, with the store's address in its environment."""

import os
import subprocess
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, default


class OwnPython(KernelSpecManager):
    """Knows one kernel, `python3`, and it is the Python that runs this program.

    An installed kernel of that name may belong to another Python, where this program is not.
    """

    @default("kernel_dirs")
    def _no_installed_kernels(self) -> list[str]:
        return []


class RunKernel(AsyncKernelManager):
    """Starts the kernel with `environment` on top of what this process has, and quietly."""

    environment = Dict(help="Variables for the kernel, over those of this process").tag(config=True)

    @default("kernel_spec_manager")
    def _own_python(self) -> KernelSpecManager:
        return OwnPython(parent=self)

    async def _async_pre_start_kernel(
        self, *, transport_encryption: str | None = None, **kw: Any
    ) -> tuple[list[str], dict[str, Any]]:
        kw["env"] = {**os.environ, **self.environment}
        kw["stdout"] = kw["stderr"] = subprocess.DEVNULL
        return await super()._async_pre_start_kernel(
            transport_encryption=transport_encryption, **kw
        )
