"""`answerable serve`: the app for a browser on this machine."""

from typing import TYPE_CHECKING, Annotated

import typer

from answerable import __version__, places
from answerable.cli.options import app, tell, words

if TYPE_CHECKING:
    from answerable.record import Store


@app.command(help=words("serve"))
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help=words("serve.port"))] = 8866,
    ip: Annotated[str, typer.Option(help=words("serve.ip"))] = "127.0.0.1",
    open_browser: Annotated[bool, typer.Option("--open", help=words("serve.open"))] = False,
    example: Annotated[bool, typer.Option("--example", help=words("serve.example"))] = False,
    template: Annotated[str, typer.Option(help=words("serve.template"))] = "answerable",
) -> None:
    from answerable.serving.app import serve as serve_app
    from answerable.serving.settings import ServeSettings

    settings = ServeSettings(
        port=port,
        ip=ip,
        store=context.obj.store,
        outputs=places.outputs(),
        open_browser=open_browser,
        template=template,
    )
    store = _ready_store(context, example=example)
    facts = {"version": __version__, "url": f"http://localhost:{port}/"}
    facts |= {"store": store.place, "outputs": str(settings.outputs)}
    serve_app(settings, lambda: tell(context, words("serve.start", **facts), **facts))


def _ready_store(context: typer.Context, *, example: bool) -> "Store":
    store: Store = context.obj.open_store()
    if example and not store.list():
        from answerable.bank.load import load_bank
        from answerable.record.example import load_example

        load_example(store, load_bank())
        typer.echo(words("serve.loaded"), err=True)
    return store
