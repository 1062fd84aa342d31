"""Asking a new kernel whether it is there, without the stock wait of a fifth of a second."""

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

PATIENCE = 1.0  # for an answer; then whether the kernel lives is looked at
HEARING = 0.03  # a subscription hears nothing of what was said before it stood: ask again


class PromptClient(AsyncKernelClient):
    """As Jupyter's, but ready as soon as the kernel is heard on both channels.

    Jupyter waits until nothing more is heard for 200 ms. Here the last of what the kernel says to
    one question is waited for, which is the same and takes no time.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - Jupyter's
        """Return once the kernel answers.

        Raises:
            RuntimeError: it has died, or did not answer in `timeout` seconds.
        """
        end = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < end:
            if await self._heard(self.kernel_info()):
                return
            if not await self.is_alive():
                raise RuntimeError("the kernel died before it answered")
        raise RuntimeError("the kernel did not answer in time")

    async def _heard(self, question: str) -> bool:
        try:
            reply = await self.get_shell_msg(timeout=PATIENCE)
            while reply["parent_header"].get("msg_id") != question:
                reply = await self.get_shell_msg(timeout=PATIENCE)
            while True:
                said = await self.get_iopub_msg(timeout=HEARING)
                ours = said["parent_header"].get("msg_id") == question
                if ours and said["content"].get("execution_state") == "idle":
                    self._handle_kernel_info_reply(reply)
                    return True
        except Empty:
            return False
