"""Errors as problem details (RFC 9457): the sentence for people, the facts for programs."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from answerable import errors as e
from answerable.wording import say

TYPE = "application/problem+json"
STATUS: Mapping[type[e.AnswerableError], HTTPStatus] = {
    e.AssessmentNotFound: HTTPStatus.NOT_FOUND,
    e.AttachmentNotFound: HTTPStatus.NOT_FOUND,
    e.AssessmentExists: HTTPStatus.CONFLICT,
    e.AnswerOvertaken: HTTPStatus.CONFLICT,
    e.RecordHeld: HTTPStatus.CONFLICT,
    e.RecordDisposed: HTTPStatus.GONE,
    e.RecordBroken: HTTPStatus.INTERNAL_SERVER_ERROR,
    e.RecordError: HTTPStatus.UNPROCESSABLE_ENTITY,
    e.StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    e.StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    e.CapabilityRefused: HTTPStatus.UNAUTHORIZED,
    e.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    e.TooOften: HTTPStatus.TOO_MANY_REQUESTS,
    e.NotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    e.AccessError: HTTPStatus.FORBIDDEN,
}
HIDDEN = frozenset({"store", "folder"})  # where things are is not for callers


def problem(error: e.AnswerableError, status: HTTPStatus | None = None) -> JSONResponse:
    """Return the response that tells `error`, with its own status unless one is given."""
    kinds = type(error).__mro__
    if status is None:
        status = next((STATUS[k] for k in kinds if k in STATUS), HTTPStatus.INTERNAL_SERVER_ERROR)
    facts = {name: _shown(name, value) for name, value in error.facts.items()}
    body = {
        "type": f"urn:answerable:problem:{error.wording}",
        "title": status.phrase,
        "status": status.value,
        "detail": say("errors", error.wording, **facts),
        "wording": error.wording,
        "facts": facts,
    }
    return JSONResponse(body, status.value, media_type=TYPE, headers=_headers(error))


def _shown(name: str, value: Any) -> Any:
    return say("errors", "remote_store") if name in HIDDEN else value


def _headers(error: e.AnswerableError) -> dict[str, str]:
    if isinstance(error, e.CapabilityRefused):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, e.TooOften):
        return {"Retry-After": str(error.facts["seconds"])}
    return {"Retry-After": "2"} if isinstance(error, e.StoreError) else {}


def tell_problems(app: FastAPI) -> None:
    """Let `app` answer every error with problem details, never with a trace of the program."""

    @app.exception_handler(e.AnswerableError)
    def _ours(_: Request, error: e.AnswerableError) -> JSONResponse:
        return problem(error)

    @app.exception_handler(RequestValidationError)
    def _misshapen(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return problem(e.NotUnderstood(why=f"{place}: {first['msg']}"))

    @app.exception_handler(HTTPException)
    def _http(_: Request, error: HTTPException) -> JSONResponse:
        if isinstance(error.__cause__, e.AnswerableError):
            return problem(error.__cause__)
        status = HTTPStatus(error.status_code)
        return problem(e.NotUnderstood(why=status.phrase), status)

    @app.exception_handler(Exception)
    def _unexpected(_: Request, __: Exception) -> JSONResponse:
        return problem(e.AnswerableError())
