"""A network between browser and server that can break: refuse, cut, or swallow every byte."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Network:
    """Relays a loopback port of its own to `target`."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self.refuses = False  # new connections end at once
        self.swallows = False  # bytes go nowhere, as from a laptop asleep or a lost Wi-Fi
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._sockets: set[asyncio.StreamWriter] = set()
        self._back: dict[asyncio.StreamWriter, asyncio.StreamWriter] = {}
        self._dead: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def cut(self) -> None:
        """End all connections, now."""
        self._loop.call_soon_threadsafe(self._abort)

    def down(self) -> None:
        """Cut, and let nobody in."""
        self.refuses = True
        self.cut()

    def forget(self) -> None:
        """Let the websockets that are open now go nowhere for ever, as when a computer wakes up.

        A browser ends what else it had open by itself.
        """
        self._dead |= self._sockets
        self._loop.call_soon_threadsafe(self._abort)

    def up(self) -> None:
        self.refuses = self.swallows = False

    def _abort(self) -> None:
        for writer in self._open - self._dead:
            writer.transport.abort()
        self._open &= self._dead

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._relay, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._dead.clear()
        self._abort()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        for held in (self._back, self._sockets, self._dead):
            held.clear()
        self._loop.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refuses:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, far_writer}
        self._back[far_writer] = writer
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if b"Upgrade: websocket" in data:
                    self._sockets |= {writer, self._back.get(writer, writer)}
                if not self.swallows and writer not in self._dead:
                    writer.write(data)
                    await writer.drain()
        with suppress(OSError, RuntimeError):
            writer.close()

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)


@contextmanager
def between(target: int) -> Iterator[Network]:
    """Run a network while the test does."""
    network = Network(target)
    network.start()
    try:
        yield network
    finally:
        network.stop()
