"""Where a record service listens: a socket file on this machine, or a host behind TLS."""

from dataclasses import dataclass

import httpx

from answerable.errors import StoreError
from answerable.wording import say

SOCKET = "http+unix://"


@dataclass(frozen=True)
class Address:
    """A service's address: `socket` is a file, or empty for an ordinary `base`."""

    base: str
    socket: str = ""

    @classmethod
    def of(cls, url: str) -> "Address":
        """Return the address in `url`.

        Raises:
            StoreError: plain http to another machine would show everything to everybody between.
        """
        if url.startswith(SOCKET):
            return cls("http://records", url.removeprefix(SOCKET))
        found = httpx.URL(url)
        if found.scheme == "http" and found.host not in {"127.0.0.1", "localhost", "::1"}:
            raise StoreError(why=say("errors", "remote_plain"))
        return cls(str(found))

    def client(self, seconds: float | None) -> httpx.Client:
        """Return a client that gives up after `seconds`; None listens for as long as it takes.

        What stays on this machine goes through no proxy, whatever the environment names: it would
        read the pass.
        """
        waiting = httpx.Timeout(seconds, connect=5.0)
        if self.base.startswith("https:"):
            return httpx.Client(base_url=self.base, timeout=waiting)
        direct = httpx.HTTPTransport(uds=self.socket or None, verify=False)  # there is no TLS
        return httpx.Client(base_url=self.base, transport=direct, timeout=waiting)
