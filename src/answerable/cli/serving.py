"""`answerable serve`: the app for a browser on this machine."""

from pathlib import Path
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
    kernels: Annotated[str, typer.Option(help=words("serve.kernels"))] = "forked",
) -> None:
    from answerable.bank.load import load_bank
    from answerable.bank.overlays import overlay_warnings
    from answerable.serving.app import serve as serve_app
    from answerable.serving.settings import ServeSettings

    settings = ServeSettings(
        port=port,
        ip=ip,
        store=context.obj.store,
        outputs=places.outputs(),
        open_browser=open_browser,
        template=template,
        kernels=kernels,
    )
    store = _ready_store(context, example=example)
    for warning in overlay_warnings(load_bank()):
        typer.echo(warning, err=True)
    facts = {"version": __version__, "url": f"http://localhost:{port}/"}
    facts |= {"store": store.place, "outputs": str(settings.outputs)}
    serve_app(settings, lambda: tell(context, words("serve.start", **facts), **facts))


def _ready_store(context: typer.Context, *, example: bool) -> "Store":
    _bring_up_to_date(context)
    store: Store = context.obj.open_store()
    if example and not store.list():
        from answerable.bank.load import load_bank
        from answerable.record.example import load_examples

        load_examples(store, load_bank())
        typer.echo(words("serve.loaded"), err=True)
    return store


def _bring_up_to_date(context: typer.Context) -> None:
    """Migrate a file of an earlier version: whoever starts the app need not know how."""
    from answerable.errors import StoreOutdated

    try:
        context.obj.open_store()
    except StoreOutdated:
        if not context.obj.store.startswith("sqlite"):
            raise
        from answerable.record.database import tables, upkeep

        had = upkeep.migrate(context.obj.store)
        typer.echo(words("store.migrated", had=had, now=tables.SCHEMA), err=True)


@app.command(help=words("records"))
def records(
    context: typer.Context,
    issuer: Annotated[Path, typer.Option(help=words("records.issuer"), show_default=False)],
    socket: Annotated[str, typer.Option(help=words("records.socket"))] = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help=words("records.port"))] = 8867,
    ip: Annotated[str, typer.Option(help=words("serve.ip"))] = "127.0.0.1",
    people: Annotated[Path | None, typer.Option(help=words("records.people"), exists=True)] = None,
    everybody: Annotated[str, typer.Option(help=words("records.everybody"))] = "reader",
    certificate: Annotated[Path | None, typer.Option(help=words("records.certificate"))] = None,
    key: Annotated[Path | None, typer.Option(help=words("records.key"))] = None,
) -> None:
    from answerable.service.running import run, word_in
    from answerable.service.settings import ServiceSettings

    settings = ServiceSettings(
        store=context.obj.store,
        issuer=word_in(issuer),
        socket=socket,
        ip=ip,
        port=port,
        people=str(people or ""),
        everybody=everybody,
        certificate=str(certificate or ""),
        certificate_key=str(key or ""),
    )
    at = socket or f"{'https' if certificate else 'http'}://{ip}:{port}"
    run(settings, lambda: tell(context, words("records.start", at=at), at=at))
